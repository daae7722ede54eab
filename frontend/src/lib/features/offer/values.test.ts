import { expect, it, vi } from 'vitest';
import type { DemandLine, OfferCapacity, OfferDetail } from './queries';

vi.mock('$lib/paraglide/messages', () => ({
	m: new Proxy({}, { get: (_, key) => () => String(key) })
}));

const { faultsOf, joining, membersIn, offerValues, priceText, toItems, typedQuantity, typedWorth } =
	await import('./values');

const line: DemandLine = {
	id: 'l1',
	typeCode: 'ga',
	typeName: 'Gà',
	unit: 'con',
	unitName: 'con',
	quantity: 400,
	frequency: 'monthly',
	from: '2027-01-01',
	to: '2027-02-28'
};
const capacity = (id: string, available: number): OfferCapacity => ({
	id,
	typeCode: 'ga',
	sureness: 'standing',
	minQty: 1,
	lotQty: 1,
	leadDays: 5,
	pickupPlace: '',
	months: [{ month: '2027-01-01', available }]
});
const detail = (more: Partial<OfferDetail['offer']> = {}) =>
	({
		offer: {
			id: 'o',
			orgId: 'a',
			orgName: 'HTX A',
			members: [{ orgId: 'b', name: 'HTX B', status: 'asked' }],
			proposal: [
				{
					lineId: 'l1',
					month: '2027-01-01',
					orgId: 'a',
					capacityId: 'c1',
					quantity: 1500,
					unitPriceVnd: 225_000
				}
			],
			items: [],
			...more
		},
		demand: { lines: [line, { ...line, id: 'l2', typeCode: 'mat-ong' }] },
		capacities: [capacity('c1', 2000)]
	}) as unknown as OfferDetail;
const today = '2026-11-25';
const first = (values: ReturnType<typeof offerValues>) => {
	const part = values.parts[0];
	if (!part) throw new Error('no part');
	return part;
};

it('begins with what is proposed, months without a share empty', () => {
	const values = offerValues(detail(), today);
	expect(values.parts).toHaveLength(1);
	expect(first(values).rows.map(({ quantity, price }) => [quantity, price])).toEqual([
		['1.500', '225.000'],
		['', '']
	]);
	expect(typedWorth(values.parts)).toBe(1500 * 225_000);
	expect(typedQuantity(values.parts, 'l1')).toBe(1500);
	expect(priceText(0)).toBe('');
});

it('gives who was invited without a share an empty part of its own goods', () => {
	const values = offerValues(detail({ proposal: [] }), today);
	expect(first(values)).toMatchObject({ lineId: 'l1', orgId: 'a', capacityId: 'c1' });
	expect(faultsOf(values).items).toBe('offer_need_items');
});

it('sends what is filled, and knows which field each came from', () => {
	const values = offerValues(detail(), today);
	const [january, february] = first(values).rows;
	if (!january || !february) throw new Error('no rows');
	january.quantity = '0';
	Object.assign(february, { quantity: '1.200', price: '230k', due: '2027-02-10' });
	const { items, fields } = toItems(values);
	expect(items).toEqual([
		{
			lineId: 'l1',
			month: '2027-02-01',
			orgId: 'a',
			capacityId: 'c1',
			quantity: 1200,
			unitPriceVnd: 230_000
		}
	]);
	expect(fields['/items/0/unitPriceVnd']).toBe('p0-1-price');
	expect(toItems({ ...values, dated: true }).items[0]?.dueOn).toBe('2027-02-10');
});

it('finds what cannot be read, by its field', () => {
	const values = offerValues(detail(), today);
	const [january, february] = first(values).rows;
	if (!january || !february) throw new Error('no rows');
	january.quantity = 'nhiều';
	Object.assign(february, { quantity: '10', price: 'rẻ', due: '2027-03-01' });
	values.dated = true;
	const found = Object.entries(faultsOf(values)).filter(([, fault]) => fault);
	expect(Object.fromEntries(found)).toEqual({
		'p0-0-quantity': 'offer_need_quantity',
		'p0-1-price': 'offer_need_price',
		'p0-1-due': 'offer_need_due'
	});
});

it('asks a partner for what is lacking, as far as it has it', () => {
	const values = offerValues(detail(), today);
	const asked = new Map([['2027-01-01', 4000]]);
	const join = (available: number) =>
		joining(
			line,
			{ orgId: 'b', orgName: 'HTX B', capacity: capacity('c2', available) },
			values.parts,
			asked,
			today
		);
	expect(join(9000).rows[0]).toMatchObject({ quantity: '2.500', price: '225.000' });
	expect(join(700).rows[0]?.quantity).toBe('700');
	expect(join(700).rows[1], 'a month without a price of its own').toMatchObject({
		price: '225.000'
	});
	expect(join(0).rows[0]?.quantity).toBe('');
	const { items } = toItems({ ...values, parts: [...values.parts, join(700)] });
	expect(membersIn(items, 'a')).toEqual(['b']);
});
