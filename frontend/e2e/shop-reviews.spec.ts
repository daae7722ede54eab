import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { open } from './support/pages';
import { keep } from './support/screens';
import { t } from './support/words';
import { expect, expectAccessible, placeOrder, read, test, write } from './support/workspace';

type Schema = components['schemas'];

test('a guest reviews what was received, and everybody reads it', async ({
	person,
	page,
	baseURL
}) => {
	test.setTimeout(120_000);
	const seller = await person('dgp');
	const { order, secret } = await placeOrder(baseURL, 'dgp-yen-bai', 1);
	for (const data of [
		{ action: 'confirm' },
		{ action: 'pack' },
		{ action: 'ship', carrier: 'HTX tự giao' },
		{ action: 'deliver' }
	])
		await write(
			seller.api,
			'POST',
			`/api/v1/orgs/${seller.orgId}/orders/${order.id}/actions`,
			data
		);

	await page.goto(`/don-hang/${order.purchaseId}?k=${secret}`);
	await page.getByRole('button', { name: new RegExp(`^${t('rev_write')}`) }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: t('rev_send') }).click();
	await expect(sheet.getByRole('alert')).toContainText(t('rev_need_stars'));
	await sheet.getByText(t('rev_star_4')).click();
	await sheet.getByLabel(t('rev_body')).fill('Thịt chắc, giao nhanh.');
	await expectAccessible(page);
	await sheet.getByRole('button', { name: t('rev_send') }).click();
	await expect(page.getByText('Thịt chắc, giao nhanh.')).toBeVisible();

	const slug = order.lines[0]?.productSlug ?? '';
	for (const { name, width, height, colorScheme } of deepLooks) {
		await page.setViewportSize({ width, height });
		await page.emulateMedia({ colorScheme });
		await open(page, `/san-pham/${slug}`);
		await page.getByRole('heading', { name: t('rev_title') }).scrollIntoViewIfNeeded();
		await expect(page.getByText('Thịt chắc, giao nhanh.')).toBeVisible();
		await expectAccessible(page);
		await keep(page, `reviews-${name}`);
	}
	const said = await read<Schema['ReviewPage']>(seller.api, `/api/v1/products/${slug}/reviews`);
	expect(said.rating).toMatchObject({ count: 1, average: 400, sample: false });
});
