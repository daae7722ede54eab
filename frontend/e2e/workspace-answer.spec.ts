import type { Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { mailTo } from './support/mail';
import { deepLooks } from './support/looks';
import { keep } from './support/screens';
import { expect, expectAccessible, placeOrder, read, test, write } from './support/workspace';
import { like, t } from './support/words';

type Order = components['schemas']['Order'];

const dgpGoods = 'dgp-yen-bai';
const phone = { width: 390, height: 844 };

const orderOf = (api: Parameters<typeof read>[0], orgId: string, id: string) =>
	read<Order>(api, `/api/v1/orgs/${orgId}/orders/${id}`);

const act = (
	person: { api: Parameters<typeof write>[0]; orgId: string },
	order: Pick<Order, 'id'>,
	body: Record<string, unknown>
) =>
	write<Order>(person.api, 'POST', `/api/v1/orgs/${person.orgId}/orders/${order.id}/actions`, body);

test.use({ viewport: phone, isMobile: true, hasTouch: true });

test('a new order is answered from the mail, by any phone, without log-in or script', async ({
	baseURL,
	browser,
	person
}) => {
	const coop = await person('dgp');
	const { order } = await placeOrder(baseURL, dgpGoods, 1);
	const mail = await mailTo(coop.me.email ?? '', new RegExp(order.code));
	const link = /\/tra-loi\/[\w-]+/.exec(mail.text)?.[0] ?? '';
	expect(link).not.toBe('');
	const stranger = await browser.newContext({ baseURL, viewport: phone, javaScriptEnabled: false });
	const page = await stranger.newPage();
	await page.goto(link);
	await page.goto(link); // A preview of the link is no answer.
	await expect(page.getByRole('heading', { name: order.code })).toBeVisible();
	await expect(page.locator('body')).not.toContainText('Hương Giang');
	await keep(page, 'answer-ask-phone');
	expect((await orderOf(coop.api, coop.orgId, order.id)).status).toBe('placed');
	await page.getByRole('button', { name: 'Không nhận được' }).click();
	await expect(page.getByRole('radio').first()).toBeVisible();
	await keep(page, 'answer-decline-phone');
	await page.getByRole('link', { name: 'Quay lại' }).click();
	await page.getByRole('button', { name: 'Nhận đơn này' }).click();
	await expect(page.getByRole('status')).toContainText('Đơn đã được nhận');
	await keep(page, 'answer-done-phone');
	expect((await orderOf(coop.api, coop.orgId, order.id)).status).toBe('confirmed');
	await stranger.close();
	// axe needs script; the page needs none.
	const checked = await browser.newContext({ baseURL, viewport: phone });
	const look = await checked.newPage();
	await look.goto(link);
	await expectAccessible(look);
	await checked.close();
});

test('many orders are confirmed and packed at once, and packing is undone', async ({
	baseURL,
	person,
	pageOf
}) => {
	const coop = await person('dgp');
	const made = [await placeOrder(baseURL, dgpGoods, 1), await placeOrder(baseURL, dgpGoods, 1)].map(
		({ order }) => order
	);
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/don-hang?trang-thai=placed`);
	for (const { code } of made) await page.getByLabel(t('wrk_select', { code })).check();
	const bar = page.getByRole('region', { name: t('wrk_selected', { count: 2 }) });
	await expect(bar).toBeVisible();
	const paper = await coop.api.get(
		(await bar.getByRole('link', { name: t('wrk_print_a4') }).getAttribute('href')) ?? ''
	);
	expect(paper.headers()['content-type']).toBe('application/pdf');
	await expectAccessible(page);
	await keep(page, 'inbox-bulk-phone', false);
	await bar.getByRole('button', { name: t('wrk_bulk_confirm', { count: 2 }) }).tap();
	await expect(page.getByText(t('wrk_bulk_done_confirm', { count: 2 }))).toBeVisible();

	await page.goto(`/quan-ly/${coop.orgId}/don-hang?trang-thai=confirmed`);
	for (const { code } of made) await page.getByLabel(t('wrk_select', { code })).check();
	await page.getByRole('button', { name: t('wrk_bulk_pack', { count: 2 }) }).tap();
	await page.getByRole('button', { name: t('wrk_undo') }).tap();
	await expect(page.getByText(t('wrk_bulk_done_unpack', { count: 2 }))).toBeVisible();
	for (const { id } of made) {
		const now = await orderOf(coop.api, coop.orgId, id);
		expect(now.status).toBe('confirmed');
		expect(now.timeline.map(({ kind }) => kind)).toEqual([
			'placed',
			'confirmed',
			'packed',
			'unpacked'
		]);
	}
});

/** The service worker is there and has all files that this page needs. */
async function ready(page: Page): Promise<void> {
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	await expect
		.poll(
			() =>
				page.evaluate(async () => {
					const cache = await caches.open('cp-files-1');
					const used = performance
						.getEntriesByType('resource')
						.map(({ name }) => new URL(name).pathname)
						.filter((path) => path.startsWith('/_app/immutable/'));
					const there = await Promise.all(used.map((path) => cache.match(path)));
					return used.length > 0 && there.every(Boolean);
				}),
			{ timeout: 20_000 }
		)
		.toBe(true);
}

test('packing without network is kept, survives a reload and is sent once', async ({
	baseURL,
	person,
	pageOf
}) => {
	const coop = await person('dgp');
	const { order } = await placeOrder(baseURL, dgpGoods, 1);
	await act(coop, order, { action: 'confirm' });
	const page = await pageOf(coop);
	const packs = t('ful_do_on', { step: t('ful_do_pack'), code: order.code });
	await page.goto(`/quan-ly/${coop.orgId}`);
	await expect(page.getByRole('button', { name: packs })).toBeVisible();
	await ready(page);
	// A second start is the worker's, and tells it all files that the page needs.
	await page.reload();
	await expect(page.getByRole('button', { name: packs })).toBeVisible();
	await ready(page);

	await page.context().setOffline(true);
	await page.reload();
	await expect(page.getByText(like('wrk_offline'))).toBeVisible();
	await page.getByRole('button', { name: packs }).tap();
	await expect(page.getByText(t('wrk_waiting', { count: 1 }))).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'today-offline-phone', false);
	await page.reload();
	await expect(page.getByText(t('wrk_waiting', { count: 1 }))).toBeVisible();
	await expect(page.getByText(t('wrk_waiting_badge'), { exact: true })).toBeVisible();
	expect((await orderOf(coop.api, coop.orgId, order.id)).status).toBe('confirmed');

	await page.context().setOffline(false);
	await expect
		.poll(async () => (await orderOf(coop.api, coop.orgId, order.id)).status, { timeout: 20_000 })
		.toBe('packed');
	await expect(page.getByText(t('wrk_waiting', { count: 1 }))).toHaveCount(0);
	const { timeline } = await orderOf(coop.api, coop.orgId, order.id);
	expect(timeline.map(({ kind }) => kind)).toEqual(['placed', 'confirmed', 'packed']);
});

test('a conflict after the network is back is shown', async ({ baseURL, person, pageOf }) => {
	const coop = await person('dgp');
	const { order } = await placeOrder(baseURL, dgpGoods, 1);
	await act(coop, order, { action: 'confirm' });
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/don-hang/${order.id}`);
	const pack = page.getByRole('button', { name: t('ful_do_pack'), exact: true });
	await expect(pack).toBeVisible();
	await page.context().setOffline(true);
	await pack.tap();
	await expect(page.getByText(t('wrk_waiting', { count: 1 }))).toBeVisible();
	await act(coop, order, { action: 'cancel', reason: 'Gà bị ốm' });
	await page.context().setOffline(false);
	await expect(page.getByRole('alert').filter({ hasText: order.code })).toBeVisible();
	await page.getByRole('button', { name: t('wrk_refused_dismiss') }).tap();
	await expect(page.getByRole('alert').filter({ hasText: order.code })).toHaveCount(0);
	expect((await orderOf(coop.api, coop.orgId, order.id)).status).toBe('cancelled');
});

test('a hen weighs more: the buyer sees and agrees', async ({
	baseURL,
	person,
	pageOf,
	browser
}) => {
	const coop = await person('dgp');
	const { order, secret } = await placeOrder(baseURL, dgpGoods, 1);
	await act(coop, order, { action: 'confirm' });
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/don-hang/${order.id}`);
	await page.getByRole('button', { name: t('wrk_do_weigh') }).tap();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('textbox').fill('1.600');
	await expect(sheet.getByRole('status')).toContainText('người mua phải đồng ý');
	await expectAccessible(page);
	await keep(page, 'weigh-phone', false);
	await sheet.getByRole('button', { name: t('wrk_weigh_send') }).tap();
	await expect(page.getByText(like('wrk_asked_notice'))).toBeVisible();
	const asked = await orderOf(coop.api, coop.orgId, order.id);
	expect(asked.totalVnd).toBe(order.totalVnd);

	const buyer = await (await browser.newContext({ baseURL, viewport: phone })).newPage();
	await buyer.goto(`/don-hang/${order.purchaseId}?k=${secret}`);
	await expect(buyer.getByRole('heading', { name: t('order_weight_title') })).toBeVisible();
	await expectAccessible(buyer);
	await keep(buyer, 'weight-buyer-phone');
	await buyer.getByRole('button', { name: like('order_weight_agree') }).click();
	await expect(buyer.getByRole('heading', { name: t('order_weight_title') })).toHaveCount(0);
	await buyer.context().close();
	const agreed = await orderOf(coop.api, coop.orgId, order.id);
	expect(agreed.totalVnd).toBe(asked.askedTotalVnd);
});

for (const { name, width, height, colorScheme } of deepLooks) {
	test.describe(name, () => {
		test.use({ viewport: { width, height }, colorScheme, isMobile: false, hasTouch: false });
		test(`today and the order look right (${name})`, async ({ baseURL, person, pageOf }) => {
			const coop = await person('dgp');
			const { order } = await placeOrder(baseURL, dgpGoods, 1);
			const page = await pageOf(coop);
			await page.goto(`/quan-ly/${coop.orgId}`);
			await expect(page.getByRole('heading', { name: t('wrk_money') })).toBeVisible();
			await expectAccessible(page);
			await keep(page, `today-${name}`);
			await page.goto(`/quan-ly/${coop.orgId}/don-hang/${order.id}`);
			await page.getByRole('button', { name: t('wrk_do_delay') }).click();
			await page.getByRole('dialog').getByLabel(t('wrk_delay_reason')).fill('Mưa lũ, đường sạt');
			await expectAccessible(page);
			await page.getByRole('button', { name: t('wrk_delay_send') }).click();
			await expect(page.getByText(like('wrk_delayed_until')).first()).toBeVisible();
			await keep(page, `order-${name}`);
			await page.goto(`/quan-ly/${coop.orgId}/don-hang`);
			await page.getByLabel(t('wrk_select', { code: order.code })).check();
			await keep(page, `inbox-${name}`, false);
			const alliance = await pageOf(await person('alliance'));
			await alliance.goto('/lien-minh/cho-tra-loi');
			await expect(alliance.getByRole('heading', { level: 2 }).first()).toBeVisible();
			await expectAccessible(alliance);
			await keep(alliance, `unanswered-${name}`);
		});
	});
}
