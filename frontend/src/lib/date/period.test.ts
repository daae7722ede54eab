import { expect, it } from 'vitest';
import {
	monthsOf,
	periodAfter,
	periodFigures,
	periodName,
	periodShort,
	periodStart,
	periodStarts
} from './period';

it('begins months on the 1st and weeks on Monday', () => {
	expect(periodStart('month', '2026-11-24')).toBe('2026-11-01');
	expect(periodStart('week', '2026-11-24')).toBe('2026-11-23');
	expect(periodStart('week', '2026-11-29')).toBe('2026-11-23'); // a Sunday
	expect(periodStart('week', '2026-11-30')).toBe('2026-11-30');
});

it('counts on over the end of a year', () => {
	expect(periodStarts('month', '2026-11-24', 3)).toEqual([
		'2026-11-01',
		'2026-12-01',
		'2027-01-01'
	]);
	expect(periodAfter('week', '2026-12-30')).toBe('2027-01-04');
	expect(periodAfter('month', '2026-01-31')).toBe('2026-02-01');
});

it('tells the months a week touches', () => {
	expect(monthsOf('week', '2026-11-30')).toEqual([11, 12]);
	expect(monthsOf('week', '2026-11-23')).toEqual([11]);
	expect(monthsOf('month', '2027-02-01')).toEqual([2]);
});

it('names periods for people', () => {
	expect(periodName('month', '2027-01-01', 'vi')).toBe('Tháng 1/2027');
	expect(periodName('week', '2026-11-30', 'vi')).toBe('Tuần 30/11/2026');
	expect(periodName('week', '2026-11-30', 'en')).toBe('Week of 30 Nov 2026');
	expect(periodFigures('month', '2026-12-01')).toBe('12/2026');
	expect(periodFigures('week', '2026-11-30')).toBe('30/11/2026');
	expect(periodShort('month', '2027-01-01', 'vi')).toBe('T1/27');
	expect(periodShort('month', '2026-12-01', 'en')).toBe('Dec');
});
