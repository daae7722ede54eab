import { expect, it } from 'vitest';
import { nextTier, problemOf, unitPriceAt } from './price';

const tea = {
	priceVnd: 120_000,
	tiers: [
		{ minQty: 10, priceVnd: 112_000 },
		{ minQty: 30, priceVnd: 105_000 }
	],
	minQty: 5,
	stepQty: 5,
	onShelf: 180
};

it.each([
	[9, 120_000],
	[10, 112_000],
	[29, 112_000],
	[30, 105_000]
])('%i boxes cost %i đồng each', (quantity, price) => {
	expect(unitPriceAt(tea, quantity)).toBe(price);
});

it('never makes more goods dearer after a price cut', () => {
	expect(unitPriceAt({ ...tea, priceVnd: 100_000 }, 30)).toBe(100_000);
});

it('says how many are missing to the next price', () => {
	expect(nextTier(tea, 7)).toEqual({ more: 3, priceVnd: 112_000 });
	expect(nextTier(tea, 30)).toBeUndefined();
	expect(nextTier({ ...tea, priceVnd: 100_000 }, 7)).toBeUndefined();
});

it.each([
	[4, 'quantity'],
	[7, 'quantity'],
	[185, 'not_enough'],
	[180, undefined]
])('%i boxes: %s', (quantity, problem) => {
	expect(problemOf(tea, quantity)).toBe(problem);
});

it('has nothing of what is sold out', () => {
	expect(problemOf({ ...tea, onShelf: 0 }, 10)).toBe('out_of_stock');
});
