import { addDays, monthEnd, monthIndex, monthStart } from '$lib/date/months';
import { periodStart } from '$lib/date/period';
import type { Delivery } from './queries';

/** A day of delivery, written 2027-01-15: the day in Vietnam, without a time. */
export type Day = string;

/** The weeks of a month, Monday first; null where a week reaches into another month. */
export function weeksOf(month: Day): (Day | null)[][] {
	const first = monthStart(month);
	const last = monthEnd(month);
	const weeks: (Day | null)[][] = [];
	for (let monday = periodStart('week', first); monday <= last; monday = addDays(monday, 7)) {
		weeks.push(
			Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((day) =>
				day < first || day > last ? null : day
			)
		);
	}
	return weeks;
}

/** All months from the first to the last of these days, also those without any. */
export function monthsBetween(days: readonly Day[]): Day[] {
	const sorted = [...days].sort();
	const [first] = sorted;
	const last = sorted.at(-1);
	if (!first || !last) return [];
	return Array.from({ length: monthIndex(first, last) + 1 }, (_, i) => monthStart(first, i));
}

/** How a planned delivery stands to a day it might be moved to. */
export type Target = 'ok' | 'same' | 'past' | 'month' | 'fixed';

type Movable = Pick<Delivery, 'dueOn' | 'month' | 'status'>;

/**
 * Whether a delivery can be moved to a day: only a planned one, within its month, not
 * into the past. The server holds the same rule.
 */
export function targetOf(delivery: Movable, day: Day, today: Day): Target {
	if (delivery.status !== 'planned') return 'fixed';
	if (monthStart(day) !== monthStart(delivery.month)) return 'month';
	if (day < today) return 'past';
	return day === delivery.dueOn ? 'same' : 'ok';
}

/** The days a delivery can be moved to; undefined where there is none. */
export function spanOf(delivery: Movable, today: Day): { from: Day; to: Day } | undefined {
	const start = monthStart(delivery.month);
	const from = start < today ? today : start;
	const to = monthEnd(delivery.month);
	return delivery.status === 'planned' && from <= to ? { from, to } : undefined;
}

/** Deliveries by the week of their day, Monday first, in the order they come. */
export function byWeek<Row extends Pick<Delivery, 'dueOn'>>(
	rows: readonly Row[]
): { monday: Day; rows: Row[] }[] {
	const weeks: { monday: Day; rows: Row[] }[] = [];
	for (const row of rows) {
		const monday = periodStart('week', row.dueOn);
		const last = weeks.at(-1);
		if (last?.monday === monday) last.rows.push(row);
		else weeks.push({ monday, rows: [row] });
	}
	return weeks;
}

/** How many days a day lies ahead; negative when it has passed. */
export function daysAhead(day: Day, today: Day): number {
	return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
}
