import type { components } from '../src/lib/api/schema.gen';
import { expect, expectAccessible, placeOrder, read, test, write } from './support/workspace';
import { like, t } from './support/words';

/** The button of a row says the step and on which order. */
const stepOn = (step: 'confirm' | 'pack' | 'ship', code: string) =>
	t('ful_do_on', { step: t(`ful_do_${step}`), code });

type Order = components['schemas']['Order'];

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

test('an order goes its whole way under one thumb', async ({ baseURL, person, pageOf }) => {
	const coop = await person('doanLuong');
	const { order, secret } = await placeOrder(baseURL, 'doan-luong');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/don-hang?q=${order.code}`);

	await page.getByRole('button', { name: stepOn('confirm', order.code) }).tap();
	await page.getByRole('button', { name: stepOn('pack', order.code) }).tap();
	await page.getByRole('button', { name: stepOn('ship', order.code) }).tap();

	const sheet = page.getByRole('dialog');
	await expect(sheet).toContainText(t('ful_ship_title', { code: order.code }));
	await expectAccessible(page);
	await sheet.getByLabel(t('ful_carrier')).fill('');
	await sheet.getByRole('button', { name: t('ful_ship_send') }).tap();
	await expect(sheet.getByRole('alert')).toContainText(t('ful_need_carrier'));
	await sheet.getByRole('button', { name: 'Viettel Post' }).tap();
	await sheet.getByLabel(t('ful_tracking')).fill('VTP0001');
	await sheet.getByRole('button', { name: t('ful_ship_send') }).tap();
	await expect(sheet).toBeHidden();

	await page.getByRole('link', { name: order.code }).tap();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(t('ful_status_shipped'));
	await expect(page.getByRole('paragraph').filter({ hasText: 'VTP0001' })).toBeVisible();
	await expect(page.getByRole('link', { name: '0912 345 678' })).toHaveAttribute(
		'href',
		'tel:+84912345678'
	);
	await page.getByRole('button', { name: t('ful_do_deliver') }).tap();
	await page.getByRole('button', { name: like('ful_deliver_send') }).tap();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(t('ful_status_delivered'));
	await expect(page.getByText(t('ful_event_delivered'))).toBeVisible();

	const buyers = await read<Order>(coop.api, `/api/v1/orders/${order.id}?k=${secret}`);
	expect(buyers.status).toBe('delivered');
	expect(buyers.trackingCode).toBe('VTP0001');
});

test('a double tap takes one step', async ({ baseURL, person, pageOf }) => {
	const coop = await person('doanLuong');
	const { order } = await placeOrder(baseURL, 'doan-luong');
	const page = await pageOf(coop);
	let sent = 0;
	page.on('request', (request) => {
		if (request.method() === 'POST' && request.url().endsWith('/actions')) sent++;
	});
	await page.goto(`/quan-ly/${coop.orgId}/don-hang/${order.id}`);
	const button = page.getByRole('button', { name: t('ful_do_confirm'), exact: true });
	await button.evaluate((element: HTMLElement) => {
		element.click();
		element.click();
	});
	await expect(page.getByRole('heading', { level: 1 })).toContainText(t('ful_status_confirmed'));
	expect(sent).toBe(1);
	const now = await read<Order>(coop.api, `/api/v1/orgs/${coop.orgId}/orders/${order.id}`);
	expect(now.timeline.map((event) => event.kind)).toEqual(['placed', 'confirmed']);
});

test('who comes too late sees the order as it is now', async ({ baseURL, person, pageOf }) => {
	const coop = await person('doanLuong');
	const { order } = await placeOrder(baseURL, 'doan-luong');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/don-hang/${order.id}`);
	await page.getByRole('button', { name: t('ful_do_cancel') }).tap();
	await page.getByText(t('ful_reason_out')).tap();

	const path = `/api/v1/orgs/${coop.orgId}/orders/${order.id}/actions`;
	await write(coop.api, 'POST', path, { action: 'confirm' });
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('ful_do_cancel') })
		.tap();

	await expect(
		page.getByText(t('ful_overtaken', { code: order.code, status: t('ful_status_confirmed') }))
	).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(t('ful_status_confirmed'));
	const now = await read<Order>(coop.api, `/api/v1/orgs/${coop.orgId}/orders/${order.id}`);
	expect(now.status).toBe('confirmed');
});

test('a part is cancelled, the rest stays to be paid', async ({ baseURL, person, pageOf }) => {
	const coop = await person('doanLuong');
	const { order } = await placeOrder(baseURL, 'doan-luong', 3);
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/don-hang/${order.id}`);
	await page.getByRole('button', { name: t('ful_do_cancel_part') }).tap();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: t('ful_part_send') }).tap();
	await expect(sheet.getByRole('alert')).toContainText(t('ful_need_lines'));
	await sheet.getByRole('button', { name: t('quantity_more') }).tap();
	await sheet.getByText(t('ful_reason_spoiled')).tap();
	await expectAccessible(page);
	await sheet.getByRole('button', { name: t('ful_part_send') }).tap();
	await expect(sheet).toBeHidden();
	await expect(page.getByText(t('order_line_cancelled', { count: 1 }))).toBeVisible();

	const now = await read<Order>(coop.api, `/api/v1/orgs/${coop.orgId}/orders/${order.id}`);
	const price = order.lines[0]?.unitPriceVnd ?? 0;
	expect(now.totalVnd).toBe(order.totalVnd - price);
	expect(now.status).toBe('placed');
});

test('a lost connection changes nothing and can be tried again', async ({
	baseURL,
	person,
	pageOf
}) => {
	const coop = await person('doanLuong');
	const { order } = await placeOrder(baseURL, 'doan-luong');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/don-hang?q=${order.code}`);
	const confirm = page.getByRole('button', { name: stepOn('confirm', order.code) });
	await expect(confirm).toBeVisible();
	await page.context().setOffline(true);
	await confirm.tap();
	const again = page.getByRole('button', { name: t('error_retry') });
	await expect(again).toBeVisible();
	await page.context().setOffline(false);
	await again.tap();
	await expect(page.getByRole('button', { name: stepOn('pack', order.code) })).toBeVisible();
});

test('today begins with the order that presses most', async ({ baseURL, person, pageOf }) => {
	const coop = await person('doanLuong');
	await placeOrder(baseURL, 'doan-luong');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}`);
	const rows = page.getByRole('table', { name: t('ful_to_confirm') }).getByRole('row');
	// evaluateAll reads at once and does not wait for the page to have drawn them.
	await expect(rows.locator('time').first()).toBeVisible();
	const deadlines = await rows
		.locator('time')
		.evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
	expect(deadlines.length).toBeGreaterThan(0);
	expect(deadlines).toEqual([...deadlines].sort());
});

test('the packing slip goes on paper without the workspace', async ({
	baseURL,
	person,
	pageOf
}) => {
	const coop = await person('doanLuong');
	const { order } = await placeOrder(baseURL, 'doan-luong');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/don-hang/${order.id}`);
	await expect(page.getByRole('button', { name: t('ful_print') })).toBeVisible();
	await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
	await expect(page.locator('section.slip')).toBeVisible();
	await expect(page.locator('section.slip')).toContainText(order.code);
	await expect(page.locator('section.slip')).toHaveCSS('color', 'rgb(0, 0, 0)');
	await expect(page.getByRole('navigation')).toHaveCount(0);
});
