import { describe, expect, it } from 'vitest';
import { callUrl, createTransport } from './transport';

describe('callUrl', () => {
	it('fills in the path and sorts the query', () => {
		expect(
			callUrl('/api/v1/products/{slug}', { path: { slug: 'a/b c' }, query: { lang: 'en' } })
		).toBe('/api/v1/products/a%2Fb%20c?lang=en');
		expect(
			callUrl('/api/v1/products', { query: { sort: 'newest', in_season: true, cursor: undefined } })
		).toBe('/api/v1/products?in_season=true&sort=newest');
	});
	it('refuses a path with a hole in it', () => {
		expect(() => callUrl('/api/v1/orders/{id}')).toThrow('needs id');
	});
});

describe('createTransport', () => {
	it('sends JSON with its headers and reads the answer', async () => {
		const sent: [string, RequestInit][] = [];
		const api = createTransport(async (url, init) => {
			sent.push([url, init]);
			return Response.json({ expiresAt: 'x' });
		});
		const { data } = await api.PUT('/api/v1/cart/items/{variantId}', {
			params: { path: { variantId: '1' } },
			body: { quantity: 2 }
		});
		expect(data).toEqual({ expiresAt: 'x' });
		expect(sent[0]?.[0]).toBe('/api/v1/cart/items/1');
		expect(sent[0]?.[1]).toMatchObject({ method: 'PUT', body: '{"quantity":2}' });
		expect(sent[0]?.[1].headers).toEqual({ 'Content-Type': 'application/json' });
	});
	it('sends a file as it is and leaves its kind to the browser', async () => {
		const sent: RequestInit[] = [];
		const api = createTransport(async (_url, init) => {
			sent.push(init);
			return Response.json({ rows: 0, lines: [], faults: [] });
		});
		const file = new Blob(['PK'], { type: 'application/octet-stream' });
		await api.POST('/api/v1/orgs/{orgId}/demand-imports', {
			params: { path: { orgId: '1' } },
			body: file as unknown as string
		});
		expect(sent[0]?.body).toBe(file);
		expect(sent[0]?.headers).toEqual({});
	});
	it('gives the problem of a refusal, and nothing for an empty answer', async () => {
		const refusing = createTransport(async () =>
			Response.json({ code: 'cart.not_enough' }, { status: 409 })
		);
		const { error, response } = await refusing.GET('/api/v1/cart');
		expect(error).toEqual({ code: 'cart.not_enough' });
		expect(response.status).toBe(409);
		const silent = createTransport(async () => new Response(null, { status: 204 }));
		expect((await silent.POST('/api/v1/auth/logout')).data).toBeUndefined();
	});
});
