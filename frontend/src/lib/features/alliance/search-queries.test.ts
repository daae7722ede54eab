import { describe, expect, it } from 'vitest';
import { termsOf } from './search-queries';

describe('terms', () => {
	it('are parted by lines, commas and semicolons', () => {
		expect(termsOf(' táo mèo, sơn tra\n\ntào mèo; ')).toEqual(['táo mèo', 'sơn tra', 'tào mèo']);
		expect(termsOf('')).toEqual([]);
	});
});
