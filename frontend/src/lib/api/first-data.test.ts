import { expect, it } from 'vitest';
import { FirstDataStore } from './first-data';

it('gives each body once, whatever the order of the query', () => {
	const store = new FirstDataStore(
		JSON.stringify({
			route: '/cho',
			data: { '/api/v1/products?limit=24&category=tra': { items: [] } }
		})
	);
	expect(store.take('/api/v1/products?category=tra&limit=24')).toEqual({ items: [] });
	expect(store.take('/api/v1/products?category=tra&limit=24')).toBeUndefined();
});

it.each([null, '', '<!--cp:data-->', '[]', '{"data":null}', '{"data":3}'])(
	'is empty for %j',
	(json) => {
		expect(new FirstDataStore(json).take('/api/v1/products')).toBeUndefined();
	}
);
