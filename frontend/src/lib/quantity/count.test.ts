import { expect, it } from 'vitest';
import { formatCount, parseCount } from './count';

it.each([
	[0, '0', '0'],
	[950, '950', '950'],
	[4000, '4.000', '4,000'],
	[-1234567, '−1.234.567', '−1,234,567']
])('writes %d', (count, vi, en) => {
	expect(formatCount(count, 'vi')).toBe(vi);
	expect(formatCount(count, 'en')).toBe(en);
});

it.each([
	['4000', 4000],
	['4.000', 4000],
	['4,000', 4000],
	[' 1 200 ', 1200],
	['0', 0],
	['4.00', null],
	['1.2.3', null],
	['-5', null],
	['nhiều', null],
	['', null],
	['1234567890', null]
])('reads %j', (typed, count) => expect(parseCount(typed)).toBe(count));
