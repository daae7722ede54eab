import type { Locale } from '$lib/i18n/address';

/** In what goods are declared and asked for: whole weeks from Monday, whole months from the 1st. */
export type PeriodUnit = 'week' | 'month';

const asDate = (iso: string) => new Date(`${iso.slice(0, 10)}T00:00:00Z`);
const asIso = (date: Date) => date.toISOString().slice(0, 10);

/** The first day of the period a day lies in. Days are `2026-11-24`, without a time. */
export function periodStart(unit: PeriodUnit, day: string): string {
	if (unit === 'month') return `${day.slice(0, 7)}-01`;
	const date = asDate(day);
	date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
	return asIso(date);
}

/** The first day of the period that lies `count` periods after the one of `day`. */
export function periodAfter(unit: PeriodUnit, day: string, count = 1): string {
	const date = asDate(periodStart(unit, day));
	if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + count);
	else date.setUTCDate(date.getUTCDate() + 7 * count);
	return asIso(date);
}

/** The first days of `count` periods one after another, the first that of `day`. */
export function periodStarts(unit: PeriodUnit, day: string, count: number): string[] {
	return Array.from({ length: count }, (_, i) => periodAfter(unit, day, i));
}

/** The months, 1 to 12, that a period touches: a week may touch two. */
export function monthsOf(unit: PeriodUnit, start: string): number[] {
	const last = asDate(periodAfter(unit, start));
	last.setUTCDate(last.getUTCDate() - 1);
	return [...new Set([asDate(start).getUTCMonth() + 1, last.getUTCMonth() + 1])];
}

const english = [
	'Jan',
	'Feb',
	'Mar',
	'Apr',
	'May',
	'Jun',
	'Jul',
	'Aug',
	'Sep',
	'Oct',
	'Nov',
	'Dec'
];

/** `Tháng 1/2027`, `Tuần 30/11/2026`; `Jan 2027`, `Week of 30 Nov 2026`. */
export function periodName(unit: PeriodUnit, start: string, locale: Locale): string {
	const [year = '', month = '', day = ''] = start.split('-');
	if (locale === 'en') {
		const name = english[Number(month) - 1] ?? '';
		return unit === 'month' ? `${name} ${year}` : `Week of ${Number(day)} ${name} ${year}`;
	}
	return unit === 'month' ? `Tháng ${Number(month)}/${year}` : `Tuần ${day}/${month}/${year}`;
}

/** In figures only, where the head says which it is: `12/2026`, `30/11/2026`. */
export function periodFigures(unit: PeriodUnit, start: string): string {
	const parts = start.split('-');
	return (unit === 'month' ? parts.slice(0, 2) : parts).reverse().join('/');
}

/** For narrow columns: `T1` and in January `T1/27`, `30/11`; `Jan`, `Jan 27`. */
export function periodShort(unit: PeriodUnit, start: string, locale: Locale): string {
	const [year = '', month = '', day = ''] = start.split('-');
	if (unit === 'week') return `${day}/${month}`;
	const turn = month === '01';
	if (locale === 'en')
		return `${english[Number(month) - 1] ?? ''}${turn ? ` ${year.slice(2)}` : ''}`;
	return `T${Number(month)}${turn ? `/${year.slice(2)}` : ''}`;
}
