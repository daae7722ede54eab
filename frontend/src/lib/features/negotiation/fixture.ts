import type { ComparedOffer, Comparison, OfferItem, OfferPart, OfferStatus } from './queries';

/** Figures for tests: one line of 4.000 con in two months, and the offers given. */
export function comparisonOf(...offers: ComparedOffer[]): Comparison {
	return {
		negotiation: {
			demandId: 'd',
			revision: 1,
			answerBy: '2026-12-05T16:59:00Z',
			sealed: true,
			secondRound: false,
			status: 'open'
		},
		demandVersion: 2,
		lines: [
			{
				lineId: 'l',
				typeCode: 'ga',
				typeName: 'Gà H’Mông',
				unit: 'con',
				unitName: 'con',
				tolerancePct: 5,
				months: [
					{ month: '2027-01-01', asked: 4000 },
					{ month: '2027-02-01', asked: 4000 }
				]
			}
		],
		offers,
		proposed: []
	};
}

interface Figures {
	status?: OfferStatus;
	/** Of January and February. */
	quantity?: [number, number];
	price?: number;
	free?: number;
	proposal?: [quantity: number, price: number];
	deliveries?: [all: number, kept: number, missed: number];
	version?: number;
}

/** An offer of one cooperative with one capacity. */
export function offerOf(org: string, figures: Figures = {}): ComparedOffer {
	const { status = 'accepted', quantity = [1000, 1000], price = 200_000 } = figures;
	const months = ['2027-01-01', '2027-02-01'] as const;
	const item = (month: string, n: number, each: number): OfferItem => ({
		lineId: 'l',
		month,
		orgId: org,
		capacityId: `c-${org}`,
		quantity: n,
		unitPriceVnd: each
	});
	const items = months.flatMap((month, i) =>
		(quantity[i] ?? 0) > 0 ? [item(month, quantity[i] ?? 0, price)] : []
	);
	const [asked, at] = figures.proposal ?? [quantity[0], price];
	const [deliveries, deliveriesKept, deliveriesMissed] = figures.deliveries ?? [0, 0, 0];
	return {
		offer: {
			id: `o-${org}`,
			demandId: 'd',
			orgId: org,
			orgName: `HTX ${org}`,
			status,
			proposal: months.map((month) => item(month, asked, at)),
			items,
			members: [],
			proposed: 0,
			answered: 0,
			answerBy: '2026-12-01T00:00:00Z',
			version: figures.version ?? 1,
			updatedAt: '2026-11-25T00:00:00Z'
		},
		parts: items.map(({ unitPriceVnd, ...rest }): OfferPart => ({
			...rest,
			landedUnitVnd: unitPriceVnd,
			free: figures.free ?? 5000,
			minQty: 10,
			lotQty: 10
		})),
		quantity: items.reduce((sum, one) => sum + one.quantity, 0),
		landedVnd: items.reduce((sum, one) => sum + one.quantity * price, 0),
		freightKnown: true,
		stars: 3,
		distanceKm: 150,
		deliveries,
		deliveriesKept,
		deliveriesMissed
	};
}
