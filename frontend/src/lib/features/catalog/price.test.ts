import { expect, it } from 'vitest';
import { unitPriceAt } from './price';

const variant = {
	priceVnd: 65000,
	tiers: [
		{ minQty: 50, priceVnd: 56000 },
		{ minQty: 10, priceVnd: 61000 }
	]
};

it.each([
	[1, 65000],
	[9, 65000],
	[10, 61000],
	[49, 61000],
	[50, 56000]
])('%i cost %i each', (quantity, price) => expect(unitPriceAt(variant, quantity)).toBe(price));
