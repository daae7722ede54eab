import { describe, expect, it } from 'vitest';
import { parseQuantity } from './quantity';
import { signed } from './words';

describe('parseQuantity', () => {
	it.each([
		['40', 40],
		[' 1.200 ', 1200],
		['1,200,000', 1_200_000],
		['-3', -3],
		['−3', -3],
		['+2', 2],
		['0', 0]
	])('reads %s', (typed, want) => expect(parseQuantity(typed)).toBe(want));

	it.each(['', 'abc', '1.20', '--3', '3-', '12345678901'])('refuses %s', (typed) =>
		expect(parseQuantity(typed)).toBeNull()
	);
});

describe('signed', () => {
	it('writes a move with its sign', () => {
		expect([signed(3), signed(-2), signed(0)]).toEqual(['+3', '−2', '0']);
	});
});
