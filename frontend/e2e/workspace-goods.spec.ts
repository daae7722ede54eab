import type { components } from '../src/lib/api/schema.gen';
import { expect, expectAccessible, read, test, write } from './support/workspace';
import { like, t } from './support/words';

type OwnProductPage = components['schemas']['OwnProductPage'];

// One cooperative's stock is edited: the tests take turns.
test.describe.configure({ mode: 'serial' });

async function first(person: Parameters<typeof read>[0], orgId: string) {
	const page = await read<OwnProductPage>(person, `/api/v1/orgs/${orgId}/products?limit=100`);
	const product = page.items.find(
		(each) => each.status === 'listed' && (each.variants[0]?.priceVnd ?? 0) > 0
	);
	const variant = product?.variants[0];
	if (!product || !variant) throw new Error('nothing on the shelf');
	return { product, variant };
}

test('a price is changed in place and taken back', async ({ person, pageOf }) => {
	const coop = await person('rice');
	const { product, variant } = await first(coop.api, coop.orgId);
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/hang-hoa`);
	const name = t('lst_edit_of', { name: `${product.name}, ${variant.name}` });
	await page.getByRole('button', { name }).click();
	const form = page.getByRole('form', { name });
	await form.getByLabel(like('lst_price')).fill('giá rẻ');
	await form.getByRole('button', { name: t('save') }).click();
	await expect(form.getByRole('alert')).toContainText(t('lst_need_price'));
	await form.getByLabel(like('lst_price')).fill('77k');
	await form.getByRole('button', { name: t('save') }).click();
	await expect(form).toBeHidden();
	expect((await first(coop.api, coop.orgId)).variant.priceVnd).toBe(77_000);

	await page.getByRole('button', { name: t('undo') }).click();
	await expect(page.getByText(t('lst_undone'))).toBeVisible();
	expect((await first(coop.api, coop.orgId)).variant.priceVnd).toBe(variant.priceVnd);
});

test('two people edit the same stock: both values are shown, one is chosen', async ({
	person,
	pageOf
}) => {
	const coop = await person('rice');
	const { product, variant } = await first(coop.api, coop.orgId);
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/hang-hoa`);
	const name = t('lst_edit_of', { name: `${product.name}, ${variant.name}` });
	await page.getByRole('button', { name }).click();
	const form = page.getByRole('form', { name });
	await form.getByLabel(t('lst_on_hand')).fill(String(variant.onHand + 100));

	await write(coop.api, 'PATCH', `/api/v1/orgs/${coop.orgId}/variants/${variant.id}`, {
		onHand: variant.onHand + 7,
		version: variant.version
	});
	await form.getByRole('button', { name: t('save') }).click();
	const conflict = form.getByRole('alert');
	await expect(conflict).toContainText(String(variant.onHand + 7));
	await expect(conflict).toContainText(String(variant.onHand + 100));
	await expect(conflict).toBeFocused();
	await expectAccessible(page);
	await form.getByRole('button', { name: t('lst_take_theirs') }).click();
	await expect(form).toBeHidden();
	expect((await first(coop.api, coop.orgId)).variant.onHand).toBe(variant.onHand + 7);
});

test('goods leave the shelf and come back by undo', async ({ person, pageOf }) => {
	const coop = await person('rice');
	const { product } = await first(coop.api, coop.orgId);
	const status = async () => {
		const page = await read<OwnProductPage>(
			coop.api,
			`/api/v1/orgs/${coop.orgId}/products?limit=100`
		);
		return page.items.find((each) => each.id === product.id)?.status;
	};
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/hang-hoa`);
	await page.getByRole('button', { name: t('lst_hide_of', { name: product.name }) }).click();
	await expect(
		page.getByRole('button', { name: t('lst_list_of', { name: product.name }) })
	).toBeVisible();
	expect(await status()).toBe('hidden');
	await page.getByRole('button', { name: t('undo') }).click();
	await expect(
		page.getByRole('button', { name: t('lst_hide_of', { name: product.name }) })
	).toBeVisible();
	expect(await status()).toBe('listed');
});

test('a picture is added, what is no picture is refused', async ({ person, pageOf }) => {
	const coop = await person('rice');
	const { product } = await first(coop.api, coop.orgId);
	const before = product.pictures.length;
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/hang-hoa`);
	await page.getByRole('button', { name: t('lst_pictures_of', { name: product.name }) }).click();
	const sheet = page.getByRole('dialog');
	const file = sheet.locator('input[type=file]');
	await file.setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
	await expect(sheet.getByRole('alert')).toContainText(t('lst_picture_type'));
	// Says it is a PNG and is not: only the server can tell.
	await file.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no PNG') });
	await expect(sheet.getByRole('listitem').getByRole('alert')).toContainText('ảnh');
	await expect(sheet.getByRole('button', { name: t('error_retry') })).toHaveCount(0);
	await sheet.getByRole('button', { name: t('cancel') }).click();

	await file.setInputFiles(new URL('../static/icons/icon-512.png', import.meta.url).pathname);
	await expect(sheet.getByRole('button', { name: like('lst_picture_remove_nth') })).toHaveCount(
		before + 1
	);
	await expectAccessible(page);
	await sheet
		.getByRole('button', { name: t('lst_picture_remove_nth', { nth: before + 1 }) })
		.click();
	await sheet.getByRole('button', { name: t('lst_picture_remove'), exact: true }).click();
	await expect(sheet.getByRole('button', { name: like('lst_picture_remove_nth') })).toHaveCount(
		before
	);
});
