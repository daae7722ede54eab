import {
	expect,
	request,
	test as base,
	type APIRequestContext,
	type Browser,
	type BrowserContext,
	type Page
} from '@playwright/test';
import { expectAccessible } from './barriers';
import { demoPassword as password, logins } from './people';
import type { components } from '../../src/lib/api/schema.gen';

type Schema = components['schemas'];

/** Who stands where in the demo. */
const demo = {
	doanLuong: logins.doanLuong,
	/** Sells rice; its stock is edited by one file of tests only. */
	rice: 'demo04@chophien.test',
	/** Has declared dried bamboo and chickens; its supply is edited by one file of tests only. */
	bamboo: 'demo10@chophien.test',
	dgp: logins.dgp,
	/** Declare chickens far ahead for the comparison of offers; nothing else is done with them. */
	tea: 'demo01@chophien.test',
	peanut: 'demo05@chophien.test',
	honey: 'demo06@chophien.test',
	noodle: 'demo09@chophien.test',
	firm: logins.firm,
	binhThuan: 'binhthuan@chophien.test',
	alliance: logins.alliance,
	allianceSecond: logins.allianceSecond
} as const;

/** Somebody logged in: their API and what the server says of them. */
export interface Person {
	api: APIRequestContext;
	me: Schema['Me'];
	/** The first organisation they work for; empty for who works for none. */
	orgId: string;
}

async function ok<Body>(answer: Awaited<ReturnType<APIRequestContext['get']>>): Promise<Body> {
	expect(answer.ok(), `${answer.url()}: ${answer.status()} ${await answer.text()}`).toBe(true);
	return (await answer.json()) as Body;
}

/** Reads the API as this person. */
export const read = async <Body>(api: APIRequestContext, path: string): Promise<Body> =>
	ok<Body>(await api.get(path));

/** Writes to the API as this person. */
export const write = async <Body>(
	api: APIRequestContext,
	method: 'POST' | 'PUT' | 'PATCH',
	path: string,
	data: unknown,
	headers: Record<string, string> = {}
): Promise<Body> => ok<Body>(await api.fetch(path, { method, data, headers }));

async function known(api: APIRequestContext): Promise<Person> {
	const me = await read<Schema['Me']>(api, '/api/v1/me');
	return { api, me, orgId: me.memberships[0]?.orgId ?? '' };
}

let strangers = 0;

interface Worker {
	/** Logs in once for each worker: log-in is slow on purpose and counted. */
	person: (who: keyof typeof demo) => Promise<Person>;
	/** A new account that belongs to nothing. */
	newcomer: () => Promise<Person>;
}

export const test = base.extend<{ pageOf: (person: Person) => Promise<Page> }, Worker>({
	person: [
		// Playwright wants the first parameter taken apart, even when nothing of it is used.
		// eslint-disable-next-line no-empty-pattern
		async ({}, use, worker) => {
			const baseURL = worker.project.use.baseURL;
			const found = new Map<string, Promise<Person>>();
			const logIn = async (login: string) => {
				const api = await request.newContext({ baseURL });
				await write(api, 'POST', '/api/v1/auth/login', { login, password });
				return known(api);
			};
			await use((who) => {
				const login = demo[who];
				const person = found.get(login) ?? logIn(login);
				found.set(login, person);
				return person;
			});
			for (const person of found.values()) await (await person).api.dispose();
		},
		{ scope: 'worker' }
	],
	newcomer: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use, worker) => {
			const made: APIRequestContext[] = [];
			await use(async () => {
				const api = await request.newContext({ baseURL: worker.project.use.baseURL });
				made.push(api);
				const site = await read<Schema['Site']>(api, '/api/v1/site');
				const name = `${Date.now().toString(36)}${worker.workerIndex}${strangers++}`;
				await write(api, 'POST', '/api/v1/auth/signup', {
					fullName: 'Sùng Thị Mỷ',
					login: `e2e-${name}@example.test`,
					password: 'nương ngô trên núi',
					acceptTermsVersion: site.termsVersion
				});
				return known(api);
			});
			for (const api of made) await api.dispose();
		},
		{ scope: 'worker' }
	],
	pageOf: async ({ browser, baseURL, viewport, isMobile, hasTouch, colorScheme }, use) => {
		const opened: BrowserContext[] = [];
		await use(async (person) => {
			const context = await (browser as Browser).newContext({
				baseURL,
				viewport,
				isMobile,
				hasTouch,
				colorScheme,
				locale: 'vi-VN',
				storageState: await person.api.storageState()
			});
			opened.push(context);
			return context.newPage();
		});
		for (const context of opened) await context.close();
	}
});
export { expect, expectAccessible };

/** Buys as a guest from one cooperative; returns its order. */
export async function placeOrder(
	baseURL: string | undefined,
	cooperative: string,
	quantity = 2,
	paymentMethod: Schema['PaymentMethod'] = 'cod'
): Promise<{ order: Schema['Order']; secret: string; purchaseId: string }> {
	const api = await request.newContext({ baseURL });
	const site = await read<Schema['Site']>(api, '/api/v1/site');
	const goods = await read<Schema['ProductPage']>(
		api,
		`/api/v1/products?cooperative=${cooperative}`
	);
	const found = goods.items.find(
		(product) => product.defaultVariantId && product.availability === 'in_stock' && !product.minAge
	);
	await write(api, 'POST', '/api/v1/cart/items', {
		variantId: found?.defaultVariantId,
		quantity
	});
	const places = await read<Schema['PlaceMatchList']>(api, '/api/v1/places/search?q=cau giay');
	const bought = await write<Schema['CheckoutResult']>(
		api,
		'POST',
		'/api/v1/checkout',
		{
			contact: { fullName: 'Nguyễn Thị Hương Giang', phone: '0912345678' },
			address: { communeCode: places.items[0]?.code, line: 'Số 12, ngõ 5' },
			note: 'Gọi trước khi giao.',
			paymentMethod,
			acceptTermsVersion: site.termsVersion
		},
		{ 'Idempotency-Key': crypto.randomUUID() }
	);
	await api.dispose();
	const order = bought.purchase.orders[0];
	if (!order) throw new Error('bought nothing');
	return { order, secret: bought.secret, purchaseId: bought.purchase.id };
}
