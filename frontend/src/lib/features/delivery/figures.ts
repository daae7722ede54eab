import type { Schema } from '$lib/api/client';
import { monthStart } from '$lib/date/months';
import type { Delivery, DeliveryStatus, Shortfall } from './queries';

type Contract = Pick<Schema['Contract'], 'shares'>;
type Share = Schema['ContractShare'];
type Month = Schema['ContractMonth'];

const open: readonly DeliveryStatus[] = ['planned', 'called', 'confirmed', 'shipped'];

/** Whether goods of the delivery are still to come. */
export const isOpen = (delivery: Pick<Delivery, 'status'>): boolean =>
	open.includes(delivery.status);

/** Goods of one kind of one cooperative, over all months. */
export interface Sum {
	key: string;
	orgName: string;
	typeName: string;
	unitName: string;
	contracted: number;
	delivered: number;
	forgiven: number;
	remaining: number;
	/** Percent of what was called for and is over that was accepted; undefined before the first. */
	rate: number | undefined;
}

/** Sums by cooperative and kind of goods, in the order of the shares. */
export function sums(contract: Contract, deliveries: readonly Delivery[]): Sum[] {
	const found: (Sum & { shares: string[] })[] = [];
	for (const share of contract.shares) {
		const key = `${share.orgId}:${share.typeCode}:${share.unit}`;
		let sum = found.find((one) => one.key === key);
		if (!sum) {
			const unitName = unitOf(share, deliveries);
			const { orgName, typeName } = share;
			const nought = { contracted: 0, delivered: 0, forgiven: 0, remaining: 0, rate: undefined };
			sum = { key, orgName, typeName, unitName, ...nought, shares: [] };
			found.push(sum);
		}
		sum.shares.push(share.id);
		for (const month of share.months) {
			sum.contracted += month.contracted;
			sum.delivered += month.delivered;
			sum.forgiven += month.forgiven;
			sum.remaining += month.remaining;
		}
	}
	return found.map(({ shares, ...sum }) => ({ ...sum, rate: rateOf(deliveries, shares) }));
}

/** A unit by its name; the calendar knows it, the contract only the code. */
export const unitOf = (share: Pick<Share, 'unit'>, deliveries: readonly Delivery[]): string =>
	deliveries.find(({ unit }) => unit === share.unit)?.unitName ?? share.unit;

const over: readonly DeliveryStatus[] = ['accepted', 'accepted_part', 'rejected', 'missed'];

/** Percent accepted of what was called for, rounded down: 99.6 is not all. */
export function rateOf(
	deliveries: readonly Delivery[],
	shares: readonly string[]
): number | undefined {
	const ended = deliveries.filter(
		({ status, shareId }) => over.includes(status) && shares.includes(shareId)
	);
	const called = ended.reduce((sum, { quantity }) => sum + quantity, 0);
	const accepted = ended.reduce((sum, delivery) => sum + (delivery.accepted ?? 0), 0);
	return called === 0 ? undefined : Math.floor((accepted * 100) / called);
}

/** What remains of a month of a share without a delivery to come. */
export interface Rest {
	share: Share;
	month: Month;
	left: number;
}

/**
 * What remains of months and neither a delivery nor an open shortfall speaks for; the
 * server reckons the same when it is called again or waived.
 */
export function rests(
	contract: Contract,
	deliveries: readonly Delivery[],
	shortfalls: readonly Shortfall[]
): Rest[] {
	return contract.shares.flatMap((share) =>
		share.months.flatMap((month) => {
			const here = deliveries.filter((d) => d.shareId === share.id && d.month === month.month);
			const ended = here.filter((delivery) => !isOpen(delivery)).map(({ id }) => id);
			const coming = here.filter(isOpen).reduce((sum, { quantity }) => sum + quantity, 0);
			const offered = shortfalls
				.filter(({ status }) => status === 'raised' || status === 'offered')
				.filter(({ deliveryId }) => ended.includes(deliveryId))
				.reduce((sum, { quantity, taken }) => sum + quantity - taken, 0);
			const left = month.remaining - coming - offered;
			return left > 0 ? [{ share, month, left }] : [];
		})
	);
}

/** For which days what remains of a month may be called again: up to three months after it. */
export function againSpan(month: string, today: string): { from: string; to: string } {
	return { from: month < today ? today : month, to: monthStart(month, 3) };
}
