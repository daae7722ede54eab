import { describe, expect, it } from 'vitest';
import { formatVnd, parseVnd } from './vnd';

describe('formatVnd', () => {
	it.each([
		[0, '0\u00a0₫', '₫0'],
		[999, '999\u00a0₫', '₫999'],
		[125000, '125.000\u00a0₫', '₫125,000'],
		[1250000, '1.250.000\u00a0₫', '₫1,250,000'],
		[-30000, '−30.000\u00a0₫', '−₫30,000']
	])('%i', (vnd, vi, en) => {
		expect(formatVnd(vnd, 'vi')).toBe(vi);
		expect(formatVnd(vnd, 'en')).toBe(en);
	});
	it('refuses what is not whole đồng', () => {
		expect(() => formatVnd(12.5, 'vi')).toThrow(RangeError);
		expect(() => formatVnd(Number.NaN, 'vi')).toThrow(RangeError);
	});
});

describe('parseVnd', () => {
	it.each([
		['125.000 ₫', 125000],
		['125,000 đ', 125000],
		['1.250.000 VNĐ', 1250000],
		['65k', 65000],
		['1tr2', 1200000],
		['1,5 triệu', 1500000],
		['2tr', 2000000],
		['80 nghìn', 80000],
		['45000', 45000]
	])('%s', (typed, vnd) => expect(parseVnd(typed)).toBe(vnd));
	it.each(['', 'abc', '12.50', '1.2.3', '-5', '1e5', '1.5tr5', '99999999999999'])(
		'refuses %j',
		(typed) => expect(parseVnd(typed)).toBeNull()
	);
});
