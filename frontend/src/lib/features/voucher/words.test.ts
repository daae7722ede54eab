import { describe, expect, it } from 'vitest';
import { parseCount, parsePercent } from './words';

describe('parsePercent', () => {
	it.each([
		['10', 1000],
		['2,5', 250],
		['2.5 %', 250],
		['100%', 10_000],
		['0,01', 1]
	])('reads %s', (typed, want) => expect(parsePercent(typed)).toBe(want));
	it.each(['', '0', '100,01', '-1', '3,456', 'mười'])('refuses %s', (typed) =>
		expect(parsePercent(typed)).toBeNull()
	);
});

it('reads a count, and nothing as no limit', () => {
	expect(parseCount(' ')).toBe(0);
	expect(parseCount('50')).toBe(50);
	expect(parseCount('0')).toBeNull();
	expect(parseCount('-3')).toBeNull();
});
