import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { keep } from './support/screens';
import { expect, expectAccessible, read, test } from './support/workspace';
import { t } from './support/words';

type Schema = components['schemas'];
const csv = (lines: string[]) => ({
	name: 'gia-moi.csv',
	mimeType: 'text/csv',
	buffer: Buffer.from(lines.join('\r\n'))
});

test('a file is checked, taken over without its faulty rows, and changes nothing twice', async ({
	person,
	pageOf
}) => {
	const coop = await person('peanut');
	const goods = await read<Schema['OwnProductPage']>(
		coop.api,
		`/api/v1/orgs/${coop.orgId}/products?limit=5`
	);
	const variant = goods.items[0]?.variants[0];
	if (!variant) throw new Error('the demo sells nothing here');
	const price = variant.priceVnd + 1000;
	const file = csv(['Mã hàng;Giá bán', `${variant.sku};${price}`, 'MA-CHUA-CO;năm mươi']);
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/nhap-xuat`);
	await page.locator('input[type=file]').setInputFiles(file);
	await expect(page.getByText(t('exc_faulty_title', { count: 1 }))).toBeVisible();
	await expect(page.getByText('B3', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: t('exc_apply_good', { count: 1 }) }).click();
	await expect(page.getByText(t('exc_done_title', { count: 1 }))).toBeVisible();

	await page.goto(`/quan-ly/${coop.orgId}/nhap-xuat`);
	await page
		.locator('input[type=file]')
		.setInputFiles(csv(['Mã hàng;Giá bán', `${variant.sku};${price}`]));
	await expect(page.getByText(t('exc_nothing_title'))).toBeVisible();

	const answer = await coop.api.get(`/api/v1/orgs/${coop.orgId}/exports?table=goods&format=csv`);
	expect(await answer.text()).toContain(`${variant.sku};`);
});

for (const { name, width, height, colorScheme } of deepLooks) {
	test.describe(name, () => {
		test.use({ viewport: { width, height }, colorScheme });
		test('Excel in and out is looked at', async ({ person, pageOf }) => {
			const coop = await person('peanut');
			const page = await pageOf(coop);
			await page.goto(`/quan-ly/${coop.orgId}/nhap-xuat`);
			await expect(page.getByRole('heading', { name: t('exc_history') })).toBeVisible();
			await expectAccessible(page);
			await keep(page, `excel-${name}`);
			await page
				.locator('input[type=file]')
				.setInputFiles(csv(['Mã hàng;Tên;Giá bán', 'MOI-1;Lạc đỏ mới;45000', 'MOI-2;L;0']));
			await expect(page.getByText(t('exc_faulty_title', { count: 2 }))).toBeVisible();
			await expect(page.getByRole('heading', { name: t('exc_table') })).toBeVisible();
			await expectAccessible(page);
			await keep(page, `excel-import-${name}`);
		});
	});
}
