import { expect, it } from 'vitest';
import { differences, summary } from './diff';
import { comparisonOf, offerOf } from './fixture';
import { readSort, rowOf, rowsOf, type Sort } from './rows';

const cheap = offerOf('A', { price: 200_000, quantity: [500, 500], deliveries: [4, 2, 1] });
const large = offerOf('B', { price: 230_000, quantity: [3000, 3000] });
const kept = offerOf('C', { price: 240_000, quantity: [800, 800], deliveries: [9, 9, 0] });
const silent = offerOf('D', { status: 'invited', quantity: [0, 0], proposal: [700, 210_000] });
const all = comparisonOf(silent, kept, large, cheap);
const line = all.lines[0] as (typeof all.lines)[0];
const names = (sort: Sort) => rowsOf(all, line, sort).map(({ offer }) => offer.offer.orgId);

it('sorts by what the buyer looks for; who has not answered comes last', () => {
	expect(names('price')).toEqual(['A', 'B', 'C', 'D']);
	expect(names('quantity')).toEqual(['B', 'C', 'A', 'D']);
	// A newcomer is unknown, not unreliable: after those with a history.
	expect(names('reliability')).toEqual(['C', 'A', 'B', 'D']);
	expect([readSort('quantity'), readSort('x'), readSort(null)]).toEqual([
		'quantity',
		'price',
		'price'
	]);
});

it('reckons an offer against what the line asks in each month', () => {
	const row = rowOf(line, offerOf('A', { quantity: [1500, 0], price: 210_000 }));
	expect(row).toMatchObject({
		quantity: 1500,
		asked: 8000,
		landedVnd: 315_000_000,
		leastVnd: 210_000,
		stands: true
	});
	expect(row.months.map(({ given }) => given)).toEqual([1500, 0]);
	expect(rowOf(line, silent)).toMatchObject({ proposed: 1400, stands: false, landedVnd: 0 });
});

it('finds what a counter-offer changed: quantity, price and day', () => {
	const { offer } = offerOf('A', {
		status: 'countered',
		quantity: [1500, 2000],
		price: 215_000,
		proposal: [2000, 210_000]
	});
	const second = offer.items[1];
	if (second) second.dueOn = '2027-02-10';
	const found = differences(offer);
	expect(found).toEqual([
		{ lineId: 'l', month: '2027-01-01', quantity: [2000, 1500], price: [210_000, 215_000] },
		{ lineId: 'l', month: '2027-02-01', price: [210_000, 215_000], days: [[], ['2027-02-10']] }
	]);
	expect(summary(found)).toEqual({ quantity: -500, price: [5000, 5000], days: 1 });
});

it('tells an answer as asked from none, and a month that was left out', () => {
	expect(differences(offerOf('A').offer)).toEqual([]);
	expect(summary([])).toBeUndefined();
	expect(differences(silent.offer)).toEqual([]);
	const { offer } = offerOf('A', { quantity: [1000, 0], proposal: [1000, 200_000] });
	expect(differences(offer)).toEqual([{ lineId: 'l', month: '2027-02-01', quantity: [1000, 0] }]);
});
