import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { keep } from './support/screens';
import { like, t } from './support/words';
import { expect, expectAccessible, placeOrder, read, test, write } from './support/workspace';

type Schema = components['schemas'];

/** What a phone's camera reads off the printed page. */
function scanned(pdf: string): string {
	const dir = mkdtempSync(join(tmpdir(), 'labels-'));
	execFileSync('pdftoppm', ['-r', '203', '-gray', '-png', pdf, join(dir, 'label')]);
	return execFileSync('zbarimg', ['--quiet', '--raw', join(dir, 'label-1.png')], {
		encoding: 'utf8'
	}).trim();
}

test('a lot is received, labelled, scanned without script, recalled and red', async ({
	baseURL,
	person,
	pageOf,
	browser
}) => {
	const coop = await person('doanLuong');
	const page = await pageOf(coop);
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto(`/quan-ly/${coop.orgId}/kho`);
	await expect(page.getByRole('heading', { level: 1, name: t('lot_title') })).toBeVisible();
	const code = `LO-${Date.now().toString(36).toUpperCase()}`;
	await page
		.getByRole('button', { name: t('lot_receive') })
		.first()
		.click();
	const sheet = page.getByRole('dialog');
	await sheet.getByLabel(like('lot_field_quantity')).fill('bốn mươi');
	await sheet.getByRole('button', { name: t('lot_receive') }).click();
	await expect(sheet).toContainText(t('lot_need_quantity'));
	await sheet.getByLabel(like('lot_field_quantity')).fill('40');
	const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
	await sheet.getByLabel(like('lot_field_expires')).fill(soon);
	await sheet.getByLabel(like('lot_field_code')).fill(code);
	await sheet.getByRole('button', { name: t('lot_receive') }).click();
	await expect(sheet).toBeHidden();

	await page.getByRole('link', { name: new RegExp(code) }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(code);
	const lotId = page.url().split('/').at(-1) ?? '';
	await page.getByRole('button', { name: t('lot_step_add') }).click();
	await page.getByLabel(like('lot_step_what')).first().fill('Hái quả chín trên nương');
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('lot_save') })
		.click();
	await expect(page.getByText('Hái quả chín trên nương')).toBeVisible();

	await page.getByRole('button', { name: t('lot_labels') }).click();
	await page.getByText(t('lot_labels_roll')).click();
	await page.getByLabel(t('lot_labels_count')).fill('1');
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: t('lot_labels_get') }).click()
	]);
	const address = scanned(await file.path());
	expect(new URL(address).pathname).toMatch(/^\/truy-xuat\/[A-Z0-9]{10}$/);

	const { order } = await placeOrder(baseURL, 'doan-luong');
	const bare = await browser.newContext({ javaScriptEnabled: false, baseURL });
	const buyer = await bare.newPage();
	await buyer.setViewportSize({ width: 390, height: 844 });
	await buyer.goto(new URL(address).pathname);
	await expect(buyer.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(buyer.getByText('Hái quả chín trên nương')).toBeVisible();
	await expect(buyer.getByText(code)).toBeVisible();
	expect(await buyer.locator('script').count()).toBe(0);
	await keep(buyer, 'trace-page');

	for (const body of [
		{ action: 'confirm' },
		{ action: 'pack' },
		{ action: 'ship', carrier: 'HTX tự giao' }
	]) {
		await write(coop.api, 'POST', `/api/v1/orgs/${coop.orgId}/orders/${order.id}/actions`, body);
	}
	await page.reload();
	await page.getByRole('button', { name: t('lot_recall') }).click();
	await page.getByLabel(t('lot_recall_reason')).fill('Nắp hộp hở');
	await page.getByRole('button', { name: t('lot_recall_do') }).click();
	await expect(page.getByText(like('lot_recalled_notice'))).toBeVisible();
	await buyer.reload();
	const alert = buyer.getByRole('alert');
	await expect(alert).toContainText('Nắp hộp hở');
	await expect(alert).toHaveCSS('border-top-width', '4px');
	await keep(buyer, 'trace-page-recalled');
	await bare.close();

	const lot = await read<Schema['LotDetail']>(coop.api, `/api/v1/orgs/${coop.orgId}/lots/${lotId}`);
	expect(lot.state).toBe('recalled');
	expect(lot.onHand).toBe(0);
	expect(lot.scans).toBe(2);
});

test('stock and a lot, looked at', async ({ person, pageOf }) => {
	const coop = await person('doanLuong');
	const shelves = await read<Schema['ShelfPage']>(
		coop.api,
		`/api/v1/orgs/${coop.orgId}/shelves?limit=100`
	);
	const lot = shelves.items
		.flatMap((shelf) => shelf.variants)
		.flatMap((variant) => variant.lots)
		.find(({ code }) => code === 'MTM-1126');
	if (!lot) throw new Error('the demo has no lot MTM-1126');
	for (const look of deepLooks) {
		const page = await pageOf(coop);
		await page.setViewportSize(look);
		await page.emulateMedia({ colorScheme: look.colorScheme });
		await page.goto(`/quan-ly/${coop.orgId}/kho`);
		await expect(page.getByText(lot.code)).toBeVisible();
		await expectAccessible(page);
		await keep(page, `lots-${look.name}`);
		await page.goto(`/quan-ly/${coop.orgId}/kho/${lot.id}`);
		await expect(page.getByRole('heading', { name: t('lot_ledger') })).toBeVisible();
		await expectAccessible(page);
		await keep(page, `lot-${look.name}`);
	}
});
