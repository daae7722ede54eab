import { describe, expect, test } from 'vitest';
import { readGrams, totalAt } from './weight';

type Line = Parameters<typeof totalAt>[0]['lines'][number];

const hen: Line = {
	...{ id: 'hen', productSlug: 'ga', productName: 'Gà', variantName: 'con', unit: 'con' },
	...{ quantity: 2, cancelledQty: 0, unitPriceVnd: 250_000, lineTotalVnd: 500_000, nominalG: 1300 }
};
const jam: Line = { ...hen, id: 'jam', nominalG: undefined, lineTotalVnd: 60_000 };
const order = { lines: [hen, jam], totalVnd: 580_000 };

describe('totalAt', () => {
	test('follows the scale to the đồng, as the server does', () => {
		expect(totalAt(order, { hen: 2600 })).toBe(580_000);
		expect(totalAt(order, { hen: 2500 })).toBe(560_769);
		expect(totalAt(order, { hen: 2700 })).toBe(599_231);
	});
	test('leaves what is not weighed', () => {
		expect(totalAt(order, {})).toBe(580_000);
		expect(totalAt(order, { jam: 900 })).toBe(580_000);
	});
});

test('readGrams reads what people type and nothing else', () => {
	expect(readGrams('2450')).toBe(2450);
	expect(readGrams(' 2.450 ')).toBe(2450);
	for (const bad of ['', '0', '2,45', 'abc', '-3', '123456789']) {
		expect(readGrams(bad)).toBeUndefined();
	}
});
