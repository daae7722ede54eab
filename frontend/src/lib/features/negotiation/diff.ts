import type { Offer, OfferItem } from './queries';

/** What a cooperative answered otherwise than it was asked, in one month of a line. */
export interface Difference {
	lineId: string;
	month: string;
	/** Asked and answered; absent where they agree. */
	quantity?: [asked: number, answered: number];
	/** Đồng a unit, freight on top included, on average. */
	price?: [asked: number, answered: number];
	/** The days of delivery; none asked: by the contract's calendar. */
	days?: [asked: string[], answered: string[]];
}

interface Said {
	quantity: number;
	price: number;
	days: string[];
}

function said(items: readonly OfferItem[]): Said {
	const quantity = items.reduce((sum, item) => sum + item.quantity, 0);
	const money = items.reduce(
		(sum, item) => sum + item.quantity * (item.unitPriceVnd + (item.freightVnd ?? 0)),
		0
	);
	return {
		quantity,
		price: quantity > 0 ? Math.ceil(money / quantity) : 0,
		days: [...new Set(items.flatMap(({ dueOn }) => (dueOn ? [dueOn] : [])))].sort()
	};
}

/** Where an answer differs from what was asked, by line and month. Empty without an answer. */
export function differences(offer: Pick<Offer, 'proposal' | 'items'>): Difference[] {
	if (offer.items.length === 0) return [];
	const of = (items: readonly OfferItem[], lineId: string, month: string) =>
		said(items.filter((item) => item.lineId === lineId && item.month === month));
	const keys = new Map(
		[...offer.proposal, ...offer.items].map(({ lineId, month }) => [
			`${lineId} ${month}`,
			{ lineId, month }
		])
	);
	return [...keys.values()]
		.sort((a, b) => a.lineId.localeCompare(b.lineId) || a.month.localeCompare(b.month))
		.flatMap(({ lineId, month }): Difference[] => {
			const [asked, answered] = [of(offer.proposal, lineId, month), of(offer.items, lineId, month)];
			const both = asked.quantity > 0 && answered.quantity > 0;
			const found: Difference = { lineId, month };
			if (asked.quantity !== answered.quantity)
				found.quantity = [asked.quantity, answered.quantity];
			if (both && asked.price !== answered.price) found.price = [asked.price, answered.price];
			if (answered.quantity > 0 && answered.days.join() !== asked.days.join())
				found.days = [asked.days, answered.days];
			return found.quantity || found.price || found.days ? [found] : [];
		});
}

/** A line's differences in short: the sum of the quantities, the range of the prices. */
export interface Summary {
	quantity: number;
	/** The least and the greatest change of a unit's price. */
	price?: [number, number];
	/** Months with another day. */
	days: number;
}

export function summary(found: readonly Difference[]): Summary | undefined {
	if (found.length === 0) return undefined;
	const prices = found.flatMap(({ price }) => (price ? [price[1] - price[0]] : []));
	return {
		quantity: found.reduce((sum, { quantity: q }) => sum + (q ? q[1] - q[0] : 0), 0),
		...(prices.length > 0 && { price: [Math.min(...prices), Math.max(...prices)] }),
		days: found.filter(({ days }) => days).length
	};
}
