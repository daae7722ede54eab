import type { Schema } from '$lib/api/client';
import type { Delivery } from './queries';

type Terms = Pick<Schema['ContractTerms'], 'tolerancePct' | 'shortPenaltyBp' | 'latePenaltyBp'>;

/** What the law allows, in hundredths of a percent (Commercial Law 2005, Article 301). */
const most = 800n;

/** How much of a delivery may be short without it counting. */
export const excusedOf = (called: number, tolerancePct: number): number =>
	Math.floor((called * tolerancePct) / 100);

/** How much will lack beyond tolerance when so much comes; nought where it is excused. */
export function lacking(called: number, coming: number, tolerancePct: number): number {
	const missing = called - coming;
	return missing > excusedOf(called, tolerancePct) ? missing : 0;
}

/** Amount × part / whole, halves of a đồng rounded up. */
const part = (amount: bigint, share: bigint, whole: bigint): bigint =>
	(amount * share + whole / 2n) / whole;
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export interface Outcome {
	/** Short within tolerance: nobody asks for it any more. */
	forgiven: number;
	/** To be made up, called again or waived. */
	short: number;
	/** Of the goods accepted, before a deposit is taken off. */
	goodsVnd: number;
	penaltyVnd: number;
}

/**
 * What follows when so much of a delivery is accepted: what the server will reckon,
 * shown before it is sent. Amounts go through whole numbers of any size, for a price
 * times a quantity times a rate leaves what a number can hold exactly.
 */
export function outcomeOf(
	delivery: Pick<Delivery, 'quantity' | 'daysLate'>,
	accepted: number,
	terms: Terms,
	unitVnd: number
): Outcome {
	const called = delivery.quantity;
	const excused = excusedOf(called, terms.tolerancePct);
	const missing = called - accepted;
	const kept = missing <= excused && accepted > 0;
	const unit = BigInt(unitVnd);
	const short = unit * BigInt(Math.max(0, missing - excused));
	const late = least(BigInt(delivery.daysLate) * BigInt(terms.latePenaltyBp), most);
	const penalty =
		part(short, least(BigInt(terms.shortPenaltyBp), most), 10_000n) +
		part(unit * BigInt(accepted), late, 10_000n);
	return {
		forgiven: kept ? missing : 0,
		short: kept ? 0 : missing,
		goodsVnd: Number(unit * BigInt(accepted)),
		penaltyVnd: Number(least(penalty, part(unit * BigInt(called), most, 10_000n)))
	};
}

/** The price of a unit in a delivery of a quantity; undefined where it follows an index. */
export function unitPrice(price: Schema['ContractPrice'], quantity: number): number | undefined {
	switch (price.kind) {
		case 'fixed':
			return price.baseVnd;
		case 'tier':
			return (price.tiers ?? []).reduce(
				(unit, tier) => (quantity >= tier.from ? tier.unitVnd : unit),
				price.baseVnd
			);
		case 'index':
			return undefined;
	}
}
