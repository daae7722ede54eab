import { expect, it } from 'vitest';
import { askRows, faultsOf, priceOf, toItems } from './ask';
import { comparisonOf, offerOf } from './fixture';
import type { Askable, Round } from './queries';
import { nextOf } from './rounds';
import { keyOf } from './split';

const capacity: Askable = {
	lineId: 'l',
	capacityId: 'c-N',
	orgId: 'N',
	orgName: 'HTX N',
	stars: 0,
	distanceKm: 160,
	minQty: 100,
	lotQty: 50,
	leadDays: 10,
	tiers: [
		{ minQty: 100, priceVnd: 220_000 },
		{ minQty: 1000, priceVnd: 210_000 }
	],
	freightVnd: 1500,
	freightKnown: true,
	months: [
		{ month: '2027-01-01', free: 2000 },
		{ month: '2027-02-01', free: 2000 }
	]
};
const all = comparisonOf(offerOf('A'));
const chosen = {
	[keyOf({ offerId: 'o-A', lineId: 'l', month: '2027-01-01', capacityId: 'c-A' })]: 3330,
	[keyOf({ offerId: 'o-A', lineId: 'l', month: '2027-02-01', capacityId: 'c-A' })]: 3990
};

it('begins with what is missing, in whole lots, where it is worth a delivery', () => {
	const rows = askRows(all, [capacity], 'N', undefined, chosen, true);
	expect(rows.map(({ quantity, price }) => [quantity, price])).toEqual([
		['650', '221.500'],
		['', '221.500']
	]);
	expect(toItems(rows, 'N')).toEqual([
		{
			lineId: 'l',
			month: '2027-01-01',
			orgId: 'N',
			capacityId: 'c-N',
			quantity: 650,
			unitPriceVnd: 221_500
		}
	]);
});

it('takes the price of the tier reached; where the buyer fetches, without the way', () => {
	expect([priceOf(capacity, 999, false), priceOf(capacity, 1000, false)]).toEqual([
		220_000, 210_000
	]);
	expect(priceOf(capacity, 50, true)).toBe(221_500);
});

it('begins with what a cooperative answered last', () => {
	const { offer } = offerOf('N', { quantity: [1200, 0], price: 230_000 });
	const rows = askRows(all, [capacity], 'N', offer, {}, true);
	expect(rows.map(({ quantity }) => quantity)).toEqual(['1.200', '']);
	expect(rows[0]?.price).toBe('230.000');
});

it('leaves out months of which nothing is left', () => {
	const gone = { ...capacity, months: capacity.months.map((of) => ({ ...of, free: 0 })) };
	expect(askRows(all, [gone], 'N', undefined, {}, true)).toEqual([]);
	const { offer } = offerOf('N', { quantity: [1200, 0] });
	expect(askRows(all, [gone], 'N', offer, {}, true)).toHaveLength(1);
});

it('finds faults by their field', () => {
	const rows = askRows(all, [capacity], 'N', undefined, chosen, true);
	const [first, second] = rows;
	if (!first || !second) throw new Error('no rows');
	Object.assign(first, { quantity: 'nhiều', price: '0', day: '2027-02-03' });
	expect(Object.keys(faultsOf(rows))).toEqual([
		`${first.id}-quantity`,
		`${first.id}-price`,
		`${first.id}-day`
	]);
	Object.assign(first, { quantity: '', price: '1' });
	expect(Object.keys(faultsOf(rows))).toEqual([`${first.id}-quantity`]);
	Object.assign(second, { quantity: '1.000', price: '210k', day: '2027-02-03' });
	expect(faultsOf(rows)).toEqual({});
});

it('tells whose turn it is', () => {
	const now = new Date('2026-12-01T00:00:00Z');
	const round = (rest: Partial<Round>): Round => ({
		demandId: 'd',
		code: 'NC-1',
		title: 'Gà',
		answerBy: '2026-12-05T16:59:00Z',
		sealed: true,
		secondRound: false,
		status: 'open',
		asked: 3,
		waiting: 0,
		standing: 0,
		declined: 0,
		...rest
	});
	const late = { answerBy: '2026-11-30T16:59:00Z' };
	expect(nextOf(round({ waiting: 2 }), now)).toEqual({
		text: 'Chờ 2 hợp tác xã trả lời, hạn 23:59, 05/12/2026.',
		decide: false
	});
	expect(nextOf(round({ waiting: 1, standing: 2 }), now).decide).toBe(false);
	expect(nextOf(round({ standing: 3 }), now).decide).toBe(true);
	expect(nextOf(round({ standing: 1, waiting: 1, ...late }), now).decide).toBe(true);
	expect(nextOf(round({ declined: 3, ...late }), now).text).toMatch(/không có chào hàng nào/);
	expect(nextOf(round({ status: 'awarded' }), now).decide).toBe(false);
});
