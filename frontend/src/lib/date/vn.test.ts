import { describe, expect, it } from 'vitest';
import {
	formatDate,
	formatDateTime,
	formatRelative,
	formatWeekday,
	monthName,
	monthNow,
	monthRuns,
	todayIso
} from './vn';

describe('dates', () => {
	it('are those of Vietnam, whatever the machine', () => {
		expect(formatDate('2026-11-22T17:30:00Z')).toBe('23/11/2026');
		expect(formatDateTime('2026-11-22T17:05:00Z')).toBe('00:05, 23/11/2026');
		expect(monthNow(new Date('2026-11-30T17:00:00Z'))).toBe(12);
	});
	it('turn with Vietnam’s midnight, month and year', () => {
		expect(todayIso(new Date('2026-11-23T17:30:00Z'))).toBe('2026-11-24');
		expect(formatDateTime('2026-12-31T17:00:00Z')).toBe('00:00, 01/01/2027');
		expect(formatWeekday('2026-12-31T17:00:00Z', 'vi')).toBe('thứ Sáu, 01/01');
		expect(formatDate('2028-02-29')).toBe('29/02/2028');
	});
	it('agree with the time zone’s own rules', () => {
		const zone = new Intl.DateTimeFormat('en-GB', {
			timeZone: 'Asia/Ho_Chi_Minh',
			dateStyle: 'short',
			timeStyle: 'short'
		});
		for (let at = Date.UTC(2020, 0, 1); at < Date.UTC(2035, 0, 1); at += 37.3 * 3_600_000) {
			const [date, time] = zone.format(at).split(', ');
			expect(formatDateTime(new Date(at).toISOString())).toBe(`${time}, ${date}`);
		}
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
