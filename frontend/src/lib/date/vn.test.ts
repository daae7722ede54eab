import { describe, expect, it } from 'vitest';
import {
	formatDate,
	formatDateTime,
	formatRelative,
	formatWeekday,
	monthName,
	monthNow,
	monthRuns
} from './vn';

describe('dates', () => {
	it('are those of Vietnam, whatever the machine', () => {
		expect(formatDate('2026-11-22T17:30:00Z')).toBe('23/11/2026');
		expect(formatDateTime('2026-11-22T17:05:00Z')).toBe('00:05, 23/11/2026');
		expect(monthNow(new Date('2026-11-30T17:00:00Z'))).toBe(12);
	});
	it('name the weekday as Vietnamese does', () => {
		expect(formatWeekday('2026-11-23T03:00:00Z', 'vi')).toBe('thứ Hai, 23/11');
		expect(formatWeekday('2026-11-22T03:00:00Z', 'vi')).toBe('Chủ nhật, 22/11');
		expect(formatWeekday('2026-11-23T03:00:00Z', 'en')).toBe('Monday, 23/11');
	});
	it('are relative to the given now', () => {
		const now = new Date('2026-11-23T03:00:00Z');
		expect(formatRelative('2026-11-23T02:59:40Z', now, 'vi')).toBe('vừa xong');
		expect(formatRelative('2026-11-23T00:00:00Z', now, 'vi')).toBe('3 giờ trước');
		expect(formatRelative('2026-11-25T03:00:00Z', now, 'en')).toBe('in 2 days');
	});
});

it('names months', () => {
	expect(monthName(9, 'vi')).toBe('tháng 9');
	expect(monthName(9, 'en')).toBe('September');
});

describe('monthRuns', () => {
	it.each([
		[[], []],
		[[9, 10, 11, 12, 1, 2], [[9, 2]]],
		[
			[3, 4, 8, 9],
			[
				[3, 4],
				[8, 9]
			]
		],
		[[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [[1, 12]]],
		[[12], [[12, 12]]]
	])('%j', (months, runs) => expect(monthRuns(months)).toEqual(runs));
});
