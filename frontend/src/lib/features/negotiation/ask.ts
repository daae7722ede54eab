import { parseVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import { parseCount } from '$lib/quantity/count';
import type { Askable, ComparedLine, Comparison, Offer, OfferItem } from './queries';
import { chosenIn, type Quantities } from './split';

/** One month of one capacity, as the buyer types what to ask of it. */
export interface AskRow {
	id: string;
	line: ComparedLine;
	capacityId: string;
	/** Tells two capacities of a line apart. */
	grade?: string;
	month: string;
	/** What it could still promise. */
	free: number;
	quantity: string;
	price: string;
	day: string;
}

const written = (n: number) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, '.');

/** The price of a unit from a quantity on, as the demand's terms of delivery say. */
export function priceOf(capacity: Askable, quantity: number, delivered: boolean): number {
	const reached = capacity.tiers.filter(({ minQty }) => minQty <= quantity);
	const tier = reached.at(-1) ?? capacity.tiers[0];
	return (tier?.priceVnd ?? 0) + (delivered ? capacity.freightVnd : 0);
}

/**
 * What to ask a cooperative, to begin with: what it was asked or answered, and else
 * what is still missing, as far as it has that.
 */
export function askRows(
	comparison: Comparison,
	capacities: readonly Askable[],
	orgId: string,
	before: Offer | undefined,
	chosen: Quantities,
	delivered: boolean
): AskRow[] {
	const known = before ? (before.items.length > 0 ? before.items : before.proposal) : [];
	return comparison.lines.flatMap((line) =>
		capacities
			.filter((c) => c.orgId === orgId && c.lineId === line.lineId)
			.flatMap((capacity) =>
				capacity.months.flatMap(({ month, free }): AskRow[] => {
					const item = known.find(
						(i) =>
							i.lineId === line.lineId && i.month === month && i.capacityId === capacity.capacityId
					);
					const asked = line.months.find((of) => of.month === month)?.asked ?? 0;
					const missing = Math.max(0, asked - chosenIn(chosen, line.lineId, month));
					const lot = Math.max(1, capacity.lotQty);
					const could = Math.floor(Math.min(free, missing) / lot) * lot;
					const quantity =
						known.length > 0 ? (item?.quantity ?? 0) : could >= capacity.minQty ? could : 0;
					const price =
						item !== undefined
							? item.unitPriceVnd + (item.freightVnd ?? 0)
							: priceOf(capacity, quantity || capacity.minQty, delivered);
					// A flock of other months is no row.
					if (free < 1 && !item) return [];
					return [
						{
							id: `${line.lineId}-${capacity.capacityId}-${month}`,
							line,
							capacityId: capacity.capacityId,
							...(capacity.grade && { grade: capacity.grade }),
							month,
							free,
							quantity: quantity > 0 ? written(quantity) : '',
							price: price > 0 ? written(price) : '',
							day: item?.dueOn ?? ''
						}
					];
				})
			)
	);
}

/** What is wrong with the rows, by the id of the field. */
export function faultsOf(rows: readonly AskRow[]): Record<string, string> {
	const out: Record<string, string> = {};
	let any = false;
	for (const row of rows) {
		if (!row.quantity.trim() || parseCount(row.quantity) === 0) continue;
		any = true;
		const quantity = parseCount(row.quantity);
		if (quantity === null) out[`${row.id}-quantity`] = m.neg_ask_bad_quantity();
		if (!parseVnd(row.price)) out[`${row.id}-price`] = m.neg_ask_bad_price();
		if (row.day && row.day.slice(0, 7) !== row.month.slice(0, 7))
			out[`${row.id}-day`] = m.neg_ask_bad_day();
	}
	const first = rows[0];
	if (!any && first) out[`${first.id}-quantity`] = m.neg_ask_nothing();
	return out;
}

/** The rows as the API takes them; what is empty is not asked for. */
export const toItems = (rows: readonly AskRow[], orgId: string): OfferItem[] =>
	rows.flatMap((row): OfferItem[] => {
		const quantity = parseCount(row.quantity) ?? 0;
		if (quantity < 1) return [];
		return [
			{
				lineId: row.line.lineId,
				month: row.month,
				orgId,
				capacityId: row.capacityId,
				quantity,
				unitPriceVnd: parseVnd(row.price) ?? 0,
				...(row.day && { dueOn: row.day })
			}
		];
	});
