import { describe, expect, it } from 'vitest';
import { todayIso } from '$lib/date/vn';
import { byWeek, daysAhead, monthsBetween, spanOf, targetOf, weeksOf } from './calendar';

const planned = { status: 'planned', month: '2027-02-01', dueOn: '2027-02-15' } as const;

describe('weeksOf', () => {
	it('begins weeks on Monday and leaves other months out', () => {
		const weeks = weeksOf('2027-01-01'); // a Friday
		expect(weeks).toHaveLength(5);
		expect(weeks[0]).toEqual([null, null, null, null, '2027-01-01', '2027-01-02', '2027-01-03']);
		expect(weeks[4]).toEqual([
			...['2027-01-25', '2027-01-26', '2027-01-27', '2027-01-28', '2027-01-29'],
			...['2027-01-30', '2027-01-31']
		]);
	});
	it('has four weeks where February fills them, and the 29th of a leap year', () => {
		expect(weeksOf('2027-02-01')).toHaveLength(4);
		expect(weeksOf('2028-02-01').flat()).toContain('2028-02-29');
	});
});

it('shows the months between without a delivery, over the turn of the year', () => {
	expect(monthsBetween(['2027-02-20', '2026-11-30'])).toEqual([
		...['2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01']
	]);
	expect(monthsBetween([])).toEqual([]);
});

describe('targetOf', () => {
	it.each([
		['2027-02-16', 'ok'],
		['2027-02-10', 'ok'],
		['2027-02-09', 'past'],
		['2027-02-15', 'same'],
		['2027-03-01', 'month'],
		['2027-01-31', 'month']
	] as const)('%s is %s', (day, is) => expect(targetOf(planned, day, '2027-02-10')).toBe(is));

	it('keeps what was called where it is', () =>
		expect(targetOf({ ...planned, status: 'called' }, '2027-02-16', '2027-02-10')).toBe('fixed'));

	it('counts days as they are in Vietnam', () => {
		// 18:00 UTC is the next day there: the 10th has passed.
		const today = todayIso(new Date('2027-02-10T18:00:00Z'));
		expect(targetOf(planned, '2027-02-10', today)).toBe('past');
		expect(targetOf(planned, '2027-02-11', today)).toBe('ok');
	});
});

it('lets a delivery move from today to the end of its month', () => {
	expect(spanOf(planned, '2027-02-10')).toEqual({ from: '2027-02-10', to: '2027-02-28' });
	expect(spanOf(planned, '2026-12-31')).toEqual({ from: '2027-02-01', to: '2027-02-28' });
	expect(spanOf(planned, '2027-03-01')).toBeUndefined();
	expect(spanOf({ ...planned, status: 'shipped' }, '2027-02-10')).toBeUndefined();
});

it('gathers deliveries by week, Sunday with the Monday before it', () => {
	const rows = ['2027-01-03', '2027-01-04', '2027-01-10', '2027-01-11'].map((dueOn) => ({ dueOn }));
	expect(byWeek(rows).map(({ monday, rows }) => [monday, rows.length])).toEqual([
		['2026-12-28', 1],
		['2027-01-04', 2],
		['2027-01-11', 1]
	]);
});

it('counts days ahead', () => {
	expect(daysAhead('2027-03-01', '2027-02-27')).toBe(2);
	expect(daysAhead('2027-02-26', '2027-02-27')).toBe(-1);
});
