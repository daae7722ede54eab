import { expect, it } from 'vitest';
import { goodsOf, grouped, rateOf, sellersOf, totalOf, valueOf } from './figures';
import type { ContractShare } from './queries';

const share = (orgName: string, lineId: string, months: [string, number, number][]) =>
	({
		id: orgName + lineId,
		orgId: orgName,
		orgName,
		lineId,
		typeCode: 't',
		typeName: 'Gà',
		specification: '',
		unit: 'con',
		unitName: 'con',
		leadDays: 3,
		price: { kind: 'fixed', baseVnd: 200_000 },
		months: months.map(([month, contracted, delivered]) => ({
			month,
			contracted,
			delivered,
			forgiven: 0,
			remaining: contracted - delivered,
			plan: []
		}))
	}) satisfies ContractShare;

const contract = {
	shares: [
		share('A', 'l1', [
			['2027-01-01', 1000, 400],
			['2027-02-01', 500, 0]
		]),
		share('B', 'l1', [['2027-03-01', 700, 0]]),
		share('A', 'l2', [['2027-01-01', 20, 0]])
	]
};

it('sums the goods of a line over its cooperatives', () => {
	const [chickens, other] = goodsOf(contract);
	expect(chickens).toMatchObject({ contracted: 2200, delivered: 400, remaining: 1800 });
	expect(chickens?.months).toEqual(['2027-01-01', '2027-02-01', '2027-03-01']);
	expect(chickens?.shares.map(({ orgName }) => orgName)).toEqual(['A', 'B']);
	expect(other?.contracted).toBe(20);
});

it('names each cooperative once', () => expect(sellersOf(contract)).toEqual(['A', 'B']));

it('is worth its base prices', () => {
	expect(contract.shares.map(totalOf)).toEqual([1500, 700, 20]);
	expect(valueOf(contract)).toBe(2220 * 200_000);
});

it('never rounds a broken delivery up to a whole one', () => {
	expect(rateOf({ called: 1000, accepted: 999 })).toBe(99);
	expect(rateOf({ called: 0, accepted: 0 })).toBeUndefined();
});

it('puts together who asks the same', () => {
	const list = [
		{ key: '30.000 ₫', name: 'A' },
		{ key: '31.000 ₫', name: 'B' },
		{ key: '30.000 ₫', name: 'C' },
		{ key: '30.000 ₫', name: 'A' }
	];
	expect(grouped(list)).toEqual([
		{ key: '30.000 ₫', names: ['A', 'C'] },
		{ key: '31.000 ₫', names: ['B'] }
	]);
});
