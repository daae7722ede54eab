import { describe, expect, it } from 'vitest';
import { compare, signed } from './compare';
import { markOf, percent, perUnit, pivot } from './pivot';
import type { PlanLine, PlanShare } from './queries';

const share = (orgId: string, quantity: number, capacityId = orgId): PlanShare => ({
	capacityId,
	orgId,
	orgName: orgId.toUpperCase(),
	quantity,
	unitPriceVnd: 200,
	transportVnd: quantity * 10,
	landedVnd: quantity * 210,
	landedUnitVnd: 210,
	why: []
});
const line = (...months: [month: string, asked: number, ...shares: PlanShare[]][]): PlanLine => ({
	lineId: 'l',
	typeCode: 'ga',
	typeName: 'Gà',
	unit: 'con',
	unitName: 'con',
	landedVnd: 0,
	refused: [],
	months: months.map(([month, asked, ...shares]) => {
		const given = shares.reduce((sum, { quantity }) => sum + quantity, 0);
		return {
			month,
			asked,
			delivered: given,
			filled: Math.min(asked, given),
			complete: given >= asked,
			shares,
			lacking: []
		};
	})
});

describe('pivot', () => {
	const turned = pivot(
		line(
			['2027-01-01', 4000, share('mq', 1500), share('dgp', 1000), share('dgp', 800, 'second')],
			['2027-02-01', 4000, share('dgp', 1800), share('mq', 1500), share('d7', 700)]
		)
	);
	it('gives letters from the largest down and joins the capacities of one', () => {
		expect(turned.suppliers.map((s) => [s.mark, s.orgId, s.quantity])).toEqual([
			['A', 'dgp', 3600],
			['B', 'mq', 3000],
			['C', 'd7', 700]
		]);
		expect(turned.rows[0]?.cells.get('dgp')).toMatchObject({ quantity: 1800 });
		expect(turned.rows[0]?.cells.get('dgp')?.shares).toHaveLength(2);
	});
	it('says what lacks and parts the money without losing a đồng', () => {
		expect(turned.rows.map((row) => row.lacking)).toEqual([700, 0]);
		expect(turned.filled).toBe(7300);
		expect(turned.goodsVnd + turned.transportVnd).toBe(turned.landedVnd);
		expect(turned.landedVnd).toBe(7300 * 210);
	});
});

it('has letters for more cooperatives than the alphabet', () => {
	expect([0, 25, 26, 51, 52].map(markOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA']);
});

it('never says 100 while something lacks, nor 0 while something is there', () => {
	expect(percent(9999, 10_000)).toBe(99);
	expect(percent(1, 10_000)).toBe(1);
	expect(percent(0, 10)).toBe(0);
	expect(percent(10, 10)).toBe(100);
	expect(percent(0, 0)).toBe(0);
	expect(perUnit(100, 3)).toBe(34);
	expect(perUnit(100, 0)).toBe(0);
});

describe('compare', () => {
	const before = line(['2027-01-01', 10, share('a', 6), share('b', 4)]);
	it('finds nothing where nothing differs', () => {
		expect(compare(before, before).changes).toEqual([]);
	});
	it('keeps the letters of the present split and gives a newcomer the next', () => {
		const after = line(
			['2027-01-01', 10, share('new', 9), share('b', 1)],
			['2027-02-01', 10, share('b', 10)]
		);
		const found = compare(before, after);
		expect(found.after.suppliers.map((s) => [s.orgId, s.mark])).toEqual([
			['b', 'B'],
			['new', 'C']
		]);
		expect(
			found.changes.map(({ month, orgId, before, after }) => [month, orgId, before, after])
		).toEqual([
			['2027-01-01', 'a', 6, 0],
			['2027-01-01', 'b', 4, 1],
			['2027-01-01', 'new', 0, 9],
			['2027-02-01', 'b', 0, 10]
		]);
	});
});

it('signs a difference', () => {
	expect([300, -600, 0].map((n) => signed(n, String))).toEqual(['+300', '−600', '0']);
});
