import type { ComparedLine, ComparedOffer, Comparison, OfferStatus } from './queries';

export const sorts = ['price', 'quantity', 'reliability'] as const;
export type Sort = (typeof sorts)[number];

/** Reads a sort out of an address; anything else is by price. */
export const readSort = (text: string | null): Sort =>
	sorts.find((sort) => sort === text) ?? 'price';

/** What an offer says of one line. */
export interface Row {
	offer: ComparedOffer;
	status: OfferStatus;
	/** It can be awarded. */
	stands: boolean;
	/** Given in all, out of what is asked for. */
	quantity: number;
	asked: number;
	months: { month: string; asked: number; given: number }[];
	/** What the line comes to at the door, and its cheapest and dearest unit; 0: nothing said. */
	landedVnd: number;
	leastVnd: number;
	mostVnd: number;
	/** Of its asked share, where it has not answered. */
	proposed: number;
}

export const stands = (status: OfferStatus): boolean =>
	status === 'accepted' || status === 'countered';

/** An offer as one line sees it. */
export function rowOf(line: ComparedLine, offer: ComparedOffer): Row {
	const parts = offer.parts.filter(({ lineId }) => lineId === line.lineId);
	const units = parts.map(({ landedUnitVnd }) => landedUnitVnd);
	const given = (month: string) =>
		parts.filter((part) => part.month === month).reduce((sum, part) => sum + part.quantity, 0);
	const months = line.months.map(({ month, asked }) => ({ month, asked, given: given(month) }));
	return {
		offer,
		status: offer.offer.status,
		stands: stands(offer.offer.status),
		quantity: parts.reduce((sum, part) => sum + part.quantity, 0),
		asked: line.months.reduce((sum, { asked }) => sum + asked, 0),
		months,
		landedVnd: parts.reduce((sum, part) => sum + part.quantity * part.landedUnitVnd, 0),
		leastVnd: units.length > 0 ? Math.min(...units) : 0,
		mostVnd: units.length > 0 ? Math.max(...units) : 0,
		proposed: offer.offer.proposal
			.filter(({ lineId }) => lineId === line.lineId)
			.reduce((sum, { quantity }) => sum + quantity, 0)
	};
}

/** Kept deliveries in all that are over; −1 where there are none: unknown comes last. */
const kept = ({ offer }: Row) =>
	offer.deliveries > 0 ? offer.deliveriesKept / offer.deliveries : -1;
/** Đồng for a unit on average; what says nothing comes last. */
const each = (row: Row) => (row.quantity > 0 ? row.landedVnd / row.quantity : Infinity);

/** Compares figures of which some are without end: Infinity − Infinity is no number. */
const by = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

/** The offers of a line in order; what cannot be awarded comes after what can, by name. */
export function rowsOf(comparison: Comparison, line: ComparedLine, sort: Sort): Row[] {
	const order: Record<Sort, (a: Row, b: Row) => number> = {
		price: (a, b) => by(each(a), each(b)),
		quantity: (a, b) => by(b.quantity, a.quantity),
		reliability: (a, b) => by(kept(b), kept(a)) || by(b.offer.deliveries, a.offer.deliveries)
	};
	return comparison.offers
		.map((offer) => rowOf(line, offer))
		.sort(
			(a, b) =>
				by(b.quantity > 0 ? 1 : 0, a.quantity > 0 ? 1 : 0) ||
				order[sort](a, b) ||
				by(each(a), each(b)) ||
				a.offer.offer.orgName.localeCompare(b.offer.offer.orgName, 'vi')
		);
}
