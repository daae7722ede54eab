import { expect, test } from '@playwright/test';
import { open } from './support/pages';
import { keep } from './support/screens';
import { expectAccessible } from './support/workspace';
import { like, t } from './support/words';

interface Problem {
	code: string;
	detail: string;
	errors?: { pointer: string }[];
}

test('the API refuses what makes no sense, naming the field in both languages', async ({
	request
}) => {
	for (const { query, pointer } of [
		{ query: 'limit=0', pointer: '?limit' },
		{ query: 'limit=1000000000', pointer: '?limit' },
		{ query: 'limit=-1', pointer: '?limit' },
		{ query: 'sort=stars%3BDROP', pointer: '?sort' },
		{ query: `q=${'x'.repeat(10_000)}`, pointer: '?q' },
		{ query: 'q=che&cursor=AAAA', pointer: '?cursor' },
		{ query: 'q=che&cursor=WyJzZWFyY2giLCIxIl0', pointer: '?cursor' },
		{ query: 'q=che&ocop_min=9', pointer: '?ocop_min' },
		{ query: 'q=che&price_min=-5', pointer: '?price_min' },
		{ query: 'q=che&price_max=1e3', pointer: '?price_max' },
		{ query: 'q=che&commune=%27%20OR%201%3D1', pointer: '?commune' },
		{ query: 'q=che&near=yb', pointer: '?near' },
		{ query: 'q=che&facets=perhaps', pointer: '?facets' }
	]) {
		for (const lang of ['vi', 'en']) {
			const answer = await request.get(`/api/v1/products?${query}`, {
				headers: { 'Accept-Language': lang }
			});
			expect(answer.status(), query.slice(0, 60)).toBe(400);
			expect(answer.headers()['content-type']).toContain('application/problem+json');
			const problem = (await answer.json()) as Problem;
			expect(problem.errors?.[0]?.pointer, query.slice(0, 60)).toBe(pointer);
			expect(problem.detail.normalize('NFD') !== problem.detail).toBe(lang === 'vi');
		}
	}
	const long = await request.get(`/api/v1/search/suggest?q=${'x'.repeat(10_000)}`);
	expect(long.status()).toBe(400);
});

test('odd words get an honest answer, never an error', async ({ request }) => {
	for (const q of [
		'   ',
		'\u0301\u0323\u0302',
		'🐔🍯',
		'\u0007\u001b[31m',
		'stars > 3 OR 1=1',
		"'; DROP TABLE products; --",
		'" & | ! ( ) :* <-> \\',
		'%00',
		'{{7*7}}<script>alert(1)</script>',
		'\u202eoem oat'
	]) {
		for (const path of ['products?facets=true&q=', 'search/suggest?q=']) {
			const answer = await request.get(`/api/v1/${path}${encodeURIComponent(q)}`);
			expect(answer.status(), JSON.stringify(q)).toBe(200);
		}
	}
	// A filter that names nothing finds nothing; it does not find everything.
	for (const filter of ['category=khong-co', 'cooperative=khong-co', 'tag=khong-co']) {
		const answer = await request.get(`/api/v1/products?q=che&exactly=true&${filter}`);
		expect(answer.status(), filter).toBe(200);
		expect(((await answer.json()) as { total: number }).total, filter).toBe(0);
	}
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

	test('the page shows odd words as they are, and leads on', async ({ page }) => {
		const failed: string[] = [];
		page.on('pageerror', (cause) => failed.push(cause.message));
		page.on('dialog', (dialog) => {
			failed.push(dialog.message());
			void dialog.dismiss();
		});
		for (const q of [
			'<img src=x onerror=alert(1)>',
			"'; DROP TABLE products; --",
			'🐔🍯',
			'\u0301\u0323',
			'x'.repeat(10_000),
			'khongcomonnay'.repeat(16)
		]) {
			await open(page, `/cho?q=${encodeURIComponent(q)}&exactly=true&sort=drop&ocop_min=9&limit=0`);
			const main = page.getByRole('main');
			await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
			await expect(main.getByRole('status').first()).toHaveText(like('browse_count'));
			const width = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(width, `${q.slice(0, 20)} does not widen the page`).toBeLessThanOrEqual(390);
		}
		await expect(page.getByRole('link', { name: t('want_title') })).toBeVisible();
		await keep(page, 'search-odd', false);
		await expectAccessible(page);
		expect(failed).toEqual([]);
	});

	test('a cursor that was tampered with shows a page that leads back', async ({ page }) => {
		// Only readers without script have cursors in the address.
		const answer = await page.request.get('/cho?q=che&cursor=AAAA');
		expect(answer.status()).toBeLessThan(500);
		await open(page, '/cho?q=che&cursor=AAAA');
		await expect(page.getByRole('article').first()).toBeVisible();
	});
});
