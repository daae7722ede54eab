import { expect, it } from 'vitest';
import type { OwnProduct } from './queries';
import { differences, level, parseCount, shortOf } from './stock';

const product = (name: string, status: OwnProduct['status'], ...left: [number, number][]) =>
	({
		name,
		status,
		variants: left.map(([available, priceVnd], i) => ({ id: `${name}${i}`, available, priceVnd }))
	}) as OwnProduct;

it.each([
	[0, 'out'],
	[-2, 'out'],
	[5, 'low'],
	[6, 'fine']
] as const)('%d left is %s', (available, is) => expect(level({ available })).toBe(is));

it('lists what runs out on the shelf only, the least first', () => {
	const found = shortOf([
		product('chè', 'listed', [4, 10_000], [40, 10_000]),
		product('mật', 'listed', [0, 10_000], [0, 0]),
		product('măng', 'hidden', [0, 10_000])
	]);
	expect(found.map(({ variant }) => variant.id)).toEqual(['mật0', 'chè0']);
});

it.each([
	['40', 40],
	['1.200', 1200],
	['1 200', 1200],
	['', null],
	['-3', null],
	['4,5', null],
	['12kg', null]
])('reads %j as %s', (typed, count) => expect(parseCount(typed)).toBe(count));

it('tells only of fields that were touched and differ', () => {
	const theirs = { priceVnd: 50_000, onHand: 7 };
	expect(differences({ priceVnd: 45_000 }, theirs)).toEqual([
		{ field: 'priceVnd', mine: 45_000, theirs: 50_000 }
	]);
	expect(differences({ priceVnd: 50_000, onHand: 7 }, theirs)).toEqual([]);
});
