import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { open } from './support/pages';
import { keep } from './support/screens';
import { fillContact, onOrderPage, orderButton, termsTick, toReview } from './support/shopping';
import { addPaper, approve, fillIdentity, handIn, review } from './support/verification';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test } from './support/workspace';

type Schema = components['schemas'];

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
test.use(phone);

const photo = new URL('../static/icons/icon-512.png', import.meta.url).pathname;
const run = Date.now().toString(36);
const cooperative = `Hợp tác xã Gà đen Nậm Có ${run}`;
const chicken = `Gà H'Mông Nậm Có ${run}`;

/** What a thumb does beside typing; choosing from a list or a gallery is two taps. */
class Thumb {
	taps = 0;
	async tap(where: Locator) {
		this.taps++;
		await where.tap();
	}
	async type(where: Locator, text: string) {
		await this.tap(where);
		await where.fill(text);
	}
	async choose(where: Locator, value: string) {
		this.taps += 2;
		await where.selectOption(value);
	}
	async pick(where: Locator, files: string[]) {
		this.taps += 1 + files.length;
		await where.setInputFiles(files);
	}
}

/** What a phone's camera reads on the first label of a PDF: rasterised by one program, decoded by another. */
function scan(pdf: Buffer): string {
	const dir = mkdtempSync(join(tmpdir(), 'labels-'));
	try {
		writeFileSync(join(dir, 'labels.pdf'), pdf);
		execFileSync('pdftoppm', [
			'-r',
			'203',
			'-gray',
			'-png',
			'-singlefile',
			join(dir, 'labels.pdf'),
			join(dir, 'label')
		]);
		expect(readFileSync(join(dir, 'label.png')).length).toBeGreaterThan(0);
		return execFileSync('zbarimg', ['--quiet', '--raw', join(dir, 'label.png')])
			.toString()
			.trim();
	} finally {
		rmSync(dir, { recursive: true });
	}
}

async function signUp(page: Page): Promise<string> {
	await page.goto(`/dang-ky?next=${encodeURIComponent('/quan-ly/dang-ky')}`);
	await page.getByLabel(t('party_name')).fill('Giàng Thị Dợ');
	await page.getByLabel(t('party_login')).fill(`htx-${run}@example.test`);
	await page.getByLabel(t('party_password'), { exact: true }).fill('nương ngô trên núi');
	await page.locator('#terms').check();
	await page.getByRole('button', { name: t('party_sign_up'), exact: true }).click();
	await page.getByLabel(t('org_legal_name')).fill(cooperative);
	await page.getByRole('combobox').fill('nậm có');
	await page.getByRole('option').first().click();
	await page.getByLabel(t('org_phone')).fill('0912 000 777');
	await page.getByRole('button', { name: t('org_register_send') }).click();
	await expect(page.getByText(t('org_pending_title'))).toBeVisible();
	await expect(page.getByText(t('people_steps'), { exact: true })).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'market-workspace-pending');
	return new URL(page.url()).pathname.split('/').pop() ?? '';
}

test('a new cooperative signs up, lists, packs without network, ships; the buyer scans the lot', async ({
	page,
	person,
	pageOf,
	browser,
	baseURL
}) => {
	test.setTimeout(240_000);
	const orgId = await signUp(page);
	const alliance = await person('alliance');
	const desk = await pageOf(alliance);

	await test.step('the Alliance verifies it', async () => {
		await page.goto(`/quan-ly/${orgId}/ho-so`);
		await fillIdentity(page, `16C${run}`.toUpperCase());
		await addPaper(page);
		await handIn(page);
		await review(desk, cooperative);
		await approve(desk, cooperative);
		await page.goto(`/quan-ly/${orgId}`);
		await expect(page.getByText(t('org_pending_title'))).toHaveCount(0);
	});

	const thumb = new Thumb();
	await test.step("H'Mông chicken with a picture goes on sale in under 15 taps", async () => {
		await page.goto(`/quan-ly/${orgId}/hang-hoa`);
		await thumb.tap(page.getByRole('link', { name: t('lw_add') }).first());
		await thumb.pick(page.getByLabel(t('lw_photo_choose')), [photo]);
		await thumb.type(page.getByLabel(t('lw_f_name'), { exact: true }), chicken);
		await thumb.choose(page.getByLabel(t('lw_f_category')), 'gia-cam-thit');
		await thumb.tap(page.getByRole('button', { name: 'con', exact: true }));
		await thumb.type(page.getByLabel(t('lst_price', { unit: 'con' })), '350k');
		await thumb.type(page.getByLabel(t('lst_on_hand')), '3');
		await expect(page.getByText(t('lw_save_draft'))).toBeVisible();
		await keep(page, 'market-workspace-listing');
		await thumb.tap(page.getByRole('button', { name: t('lst_list'), exact: true }));
		await expect(page).toHaveURL(/\/hang-hoa$/);
		expect(thumb.taps).toBeLessThan(15);
	});

	const me = page.request;
	const goods = await read<Schema['OwnProductPage']>(me, `/api/v1/orgs/${orgId}/products`);
	const product = goods.items.find(({ name }) => name === chicken);
	// A new cooperative's goods are looked at before they are shown.
	expect(product?.status).toBe('in_review');
	await test.step('the Alliance looks at the goods and lets them on the shelf', async () => {
		await desk.goto('/lien-minh/duyet-hang');
		await desk.getByRole('button', { name: `${t('chk_look')}: ${chicken}` }).tap();
		const sheet = desk.getByRole('dialog', { name: chicken });
		await expect(sheet.getByText('350.000', { exact: false })).toBeVisible();
		await sheet.getByRole('button', { name: t('chk_approve'), exact: true }).tap();
		await expect(desk.getByText(t('chk_approved', { name: chicken }))).toBeVisible();
	});

	await test.step('a lot of it is received', async () => {
		await page.goto(`/quan-ly/${orgId}/kho`);
		await page
			.getByRole('button', { name: t('lot_receive') })
			.first()
			.tap();
		const sheet = page.getByRole('dialog');
		await sheet.getByLabel(like('lot_field_quantity')).fill('9');
		await sheet.getByLabel(like('lot_field_code')).fill(`GD-${run}`);
		await sheet.getByRole('button', { name: t('lot_receive') }).tap();
		await expect(sheet).toBeHidden();
	});

	const organisation = await read<Schema['Organisation']>(me, `/api/v1/orgs/${orgId}`);
	await test.step('a guest finds the goods and orders them', async () => {
		const guest = await browser.newContext(phone);
		const shop = await guest.newPage();
		await open(shop, `/san-pham/${product?.slug ?? ''}`);
		await shop
			.getByRole('button', { name: like('product_add') })
			.first()
			.tap();
		await expect(shop.getByText(t('product_added', { name: chicken }))).toBeVisible();
		await open(shop, '/thanh-toan');
		await fillContact(shop);
		await toReview(shop);
		await termsTick(shop).check();
		await keep(shop, 'market-workspace-checkout');
		await orderButton(shop).tap();
		await onOrderPage(shop);
		await guest.close();
	});
	const inbox = await read<Schema['OrderPage']>(me, `/api/v1/orgs/${orgId}/orders`);
	const [order] = inbox.items;
	if (!order) throw new Error('nothing was ordered');

	await test.step('the order is confirmed, then packed without network', async () => {
		await page.goto(`/quan-ly/${orgId}`);
		await page
			.getByRole('button', { name: t('ful_do_confirm') })
			.first()
			.tap();
		await expect(page.getByRole('button', { name: t('ful_do_pack') }).first()).toBeVisible();
		await page.context().setOffline(true);
		await page
			.getByRole('button', { name: t('ful_do_pack') })
			.first()
			.tap();
		await expect(page.getByText(t('wrk_waiting', { count: 1 }))).toBeVisible();
		await keep(page, 'market-workspace-offline', false);
		const before = await read<Schema['Order']>(alliance.api, `/api/v1/orders/${order.id}`);
		expect(before.status, 'the server has not heard of it').toBe('confirmed');
		await page.context().setOffline(false);
		await expect
			.poll(
				async () =>
					(await read<Schema['Order']>(me, `/api/v1/orgs/${orgId}/orders/${order.id}`)).status
			)
			.toBe('packed');
	});

	await test.step('it is shipped', async () => {
		await page.goto(`/quan-ly/${orgId}/don-hang/${order.id}`);
		await page.getByRole('button', { name: t('ful_do_ship'), exact: true }).tap();
		const ship = page.getByRole('dialog', { name: t('ful_ship_title', { code: order.code }) });
		await ship.getByRole('button', { name: 'Viettel Post' }).tap();
		await ship.getByLabel(t('ful_tracking')).fill('VTP20261129VN');
		await ship.getByRole('button', { name: t('ful_ship_send'), exact: true }).tap();
		await expect(
			page.getByRole('heading', { level: 1 }).getByText(t('ful_status_shipped'))
		).toBeVisible();
		const shipped = await read<Schema['Order']>(me, `/api/v1/orgs/${orgId}/orders/${order.id}`);
		const packed = shipped.timeline.filter(({ kind }) => kind === 'packed');
		expect(packed, 'packed once, though it was sent later').toHaveLength(1);
	});

	await test.step('the buyer scans the label and reads the lot without a script', async () => {
		await page.goto(`/quan-ly/${orgId}/kho`);
		await page.getByRole('link', { name: new RegExp(`GD-${run}`, 'i') }).tap();
		await page.getByRole('button', { name: t('lot_labels') }).tap();
		await page.getByText(t('lot_labels_roll')).tap();
		await page.getByLabel(t('lot_labels_count')).fill('1');
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: t('lot_labels_get') }).tap()
		]);
		const address = new URL(scan(readFileSync(await file.path())));
		const reader = await browser.newContext({ ...phone, javaScriptEnabled: false });
		const trace = await reader.newPage();
		await trace.goto(new URL(address.pathname, baseURL).href);
		await expect(trace.getByRole('heading', { level: 1, name: chicken })).toBeVisible();
		await expect(trace.getByText(`GD-${run}`)).toBeVisible();
		await expect(trace.getByText(organisation.legalName).first()).toBeVisible();
		await keep(trace, 'market-workspace-trace');
		await reader.close();
	});
});
