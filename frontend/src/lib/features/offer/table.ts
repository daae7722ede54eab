import { monthStart } from '$lib/date/months';
import { periodAfter } from '$lib/date/period';
import type { DemandLine, OfferCapacity, OfferItem } from './queries';

/** What is asked and offered of one line in one month. */
export interface MonthRow {
	/** Its first day. */
	month: string;
	/** What the buyer asks for, of all cooperatives together. */
	asked: number;
	/** What the items say, of all who deliver. */
	quantity: number;
	/** The lowest and highest price of a unit; 0 where nothing is offered. */
	low: number;
	high: number;
	/** The items' worth in đồng. */
	worth: number;
	/** What the reader can still promise; undefined where it has declared nothing. */
	left?: number;
	/** What of `quantity` the reader would deliver. */
	own: number;
}

export interface LineTable {
	line: DemandLine;
	rows: MonthRow[];
	quantity: number;
	worth: number;
	/** Months in which the reader's own part is more than it can still promise. */
	short: MonthRow[];
}

/** What an item costs the buyer, per unit. */
export const eachVnd = (item: Pick<OfferItem, 'unitPriceVnd' | 'freightVnd'>): number =>
	item.unitPriceVnd + (item.freightVnd ?? 0);

/** The worth of items in đồng. */
export const worthOf = (items: readonly OfferItem[]): number =>
	items.reduce((sum, item) => sum + item.quantity * eachVnd(item), 0);

/** How much a line asks for in each month, by the periods that begin in it. */
export function askedByMonth(
	line: Pick<DemandLine, 'frequency' | 'from' | 'to' | 'quantity'>
): Map<string, number> {
	const out = new Map<string, number>();
	if (line.frequency === 'once') return out.set(monthStart(line.from), line.quantity);
	const unit = line.frequency === 'weekly' ? 'week' : 'month';
	for (let day = periodAfter(unit, line.from, 0); day <= line.to; day = periodAfter(unit, day)) {
		const month = monthStart(day);
		out.set(month, (out.get(month) ?? 0) + line.quantity);
	}
	return out;
}

/** The months in which a line can still be answered: from the present one on. */
export const openMonths = (line: DemandLine, today: string): string[] =>
	[...askedByMonth(line).keys()].filter((month) => month >= monthStart(today));

/** What capacities of a type can still promise in a month; undefined where there are none. */
export function leftIn(
	capacities: readonly OfferCapacity[],
	typeCode: string,
	month: string
): number | undefined {
	const fitting = capacities.filter((capacity) => capacity.typeCode === typeCode);
	if (fitting.length === 0) return undefined;
	return fitting
		.flatMap(({ months }) => months)
		.reduce((sum, free) => (free.month === month ? sum + free.available : sum), 0);
}

interface Given {
	lines: readonly DemandLine[];
	items: readonly OfferItem[];
	capacities: readonly OfferCapacity[];
	/** The reader's organisation. */
	orgId: string;
}

/** Items by line and month beside what is asked and what is left; lines without items too. */
export function lineTables({ lines, items, capacities, orgId }: Given): LineTable[] {
	return lines.map((line) => {
		const asked = askedByMonth(line);
		const mine = items.filter(({ lineId }) => lineId === line.id);
		const months = [...new Set([...asked.keys(), ...mine.map(({ month }) => month)])].sort();
		const rows = months.map((month): MonthRow => {
			const here = mine.filter((item) => item.month === month);
			const prices = here.map(eachVnd);
			const sum = (list: OfferItem[]) => list.reduce((all, item) => all + item.quantity, 0);
			return {
				month,
				asked: asked.get(month) ?? 0,
				quantity: sum(here),
				low: prices.length > 0 ? Math.min(...prices) : 0,
				high: prices.length > 0 ? Math.max(...prices) : 0,
				worth: worthOf(here),
				left: leftIn(capacities, line.typeCode, month),
				own: sum(here.filter((item) => item.orgId === orgId))
			};
		});
		return {
			line,
			rows,
			quantity: rows.reduce((sum, row) => sum + row.quantity, 0),
			worth: worthOf(mine),
			short: rows.filter(({ left, own }) => left !== undefined && own > left)
		};
	});
}

/** Who delivers how much of a line in all, in the order of the items. */
export function byDeliverer(
	items: readonly OfferItem[],
	lineId: string | undefined
): { orgId: string; quantity: number }[] {
	const out = new Map<string, number>();
	for (const item of items) {
		if (item.lineId === lineId) out.set(item.orgId, (out.get(item.orgId) ?? 0) + item.quantity);
	}
	return [...out].map(([orgId, quantity]) => ({ orgId, quantity }));
}
