import { expect, it } from 'vitest';
import type { DemandLine, OfferCapacity, OfferItem } from './queries';
import { askedByMonth, byDeliverer, lineTables, openMonths, worthOf } from './table';

const line = (more: Partial<DemandLine> = {}): DemandLine => ({
	id: 'l1',
	typeCode: 'ga',
	typeName: 'Gà',
	unit: 'con',
	unitName: 'con',
	quantity: 100,
	frequency: 'monthly',
	from: '2027-01-01',
	to: '2027-03-31',
	...more
});
const item = (more: Partial<OfferItem> = {}): OfferItem => ({
	lineId: 'l1',
	month: '2027-01-01',
	orgId: 'a',
	capacityId: 'c1',
	quantity: 60,
	unitPriceVnd: 200_000,
	...more
});
const flock: OfferCapacity = {
	id: 'c1',
	typeCode: 'ga',
	sureness: 'standing',
	minQty: 1,
	lotQty: 1,
	leadDays: 5,
	pickupPlace: 'xã Trấn Yên',
	months: [
		{ month: '2027-01-01', available: 50 },
		{ month: '2027-02-01', available: 500 }
	]
};

it.each([
	[line(), { '2027-01-01': 100, '2027-02-01': 100, '2027-03-01': 100 }],
	// The week of 25 January begins in January, so its goods are January's.
	[
		line({ frequency: 'weekly', from: '2027-01-18', to: '2027-02-07' }),
		{ '2027-01-01': 200, '2027-02-01': 100 }
	],
	[line({ frequency: 'once', from: '2027-02-10', to: '2027-03-05' }), { '2027-02-01': 100 }]
])('asks by month as the award counts it', (given, want) => {
	expect(Object.fromEntries(askedByMonth(given))).toEqual(want);
});

it('leaves out months that are over', () => {
	expect(openMonths(line(), '2027-02-28')).toEqual(['2027-02-01', '2027-03-01']);
});

it('sets the own part against what is left, and a partner’s part not', () => {
	const items = [
		item(),
		item({ orgId: 'b', capacityId: 'c2', quantity: 40, unitPriceVnd: 210_000, freightVnd: 500 })
	];
	const [table] = lineTables({ lines: [line()], items, capacities: [flock], orgId: 'a' });
	expect(table?.rows[0]).toEqual({
		month: '2027-01-01',
		asked: 100,
		quantity: 100,
		low: 200_000,
		high: 210_500,
		worth: 60 * 200_000 + 40 * 210_500,
		left: 50,
		own: 60
	});
	expect(table?.rows).toHaveLength(3);
	expect(table?.short.map(({ month }) => month)).toEqual(['2027-01-01']);
	expect(table?.worth).toBe(worthOf(items));
	expect(byDeliverer(items, 'l1')).toEqual([
		{ orgId: 'a', quantity: 60 },
		{ orgId: 'b', quantity: 40 }
	]);
});

it('knows nothing of what is left where nothing is declared', () => {
	const [table] = lineTables({ lines: [line()], items: [item()], capacities: [], orgId: 'a' });
	expect(table?.rows[0]?.left).toBeUndefined();
	expect(table?.short).toEqual([]);
});
