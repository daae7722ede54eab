import type { Locator, Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { keep } from './support/screens';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, write, type Person } from './support/workspace';

type Schema = components['schemas'];

// One cooperative's goods are edited: the tests take turns.
test.describe.configure({ mode: 'serial' });
test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

const photo = new URL('../static/icons/icon-512.png', import.meta.url).pathname;
const name = `Mật ong rừng e2e ${Date.now().toString(36)}`;
let productId = '';

const listing = ({ api, orgId }: Person, id: string) =>
	read<Schema['Listing']>(api, `/api/v1/orgs/${orgId}/products/${id}/listing`);

/** Counts what a thumb does; choosing from a list or a gallery is two taps. */
class Thumb {
	taps = 0;
	async tap(where: Locator) {
		this.taps++;
		await where.tap();
	}
	async type(where: Locator, text: string) {
		await this.tap(where);
		await where.pressSequentially(text);
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

const saved = (page: Page) => expect(page.getByText(t('lw_save_draft'))).toBeVisible();

test('a listing with pictures goes on sale in under 15 taps, through a lost connection', async ({
	person,
	pageOf
}) => {
	const coop = await person('honey');
	const page = await pageOf(coop);
	const thumb = new Thumb();
	// What goes out as a picture, as the phone sends it.
	const sent: string[] = [];
	await page.exposeFunction('sentPicture', (text: string) => sent.push(text));
	await page.addInitScript(() => {
		const send = XMLHttpRequest.prototype.send;
		XMLHttpRequest.prototype.send = function (body) {
			if (body instanceof Blob)
				void body.arrayBuffer().then((bytes) => {
					const text = new TextDecoder('latin1').decode(bytes);
					(window as unknown as { sentPicture: (text: string) => void }).sentPicture(text);
				});
			send.call(this, body);
		};
	});
	await page.goto(`/quan-ly/${coop.orgId}/hang-hoa`);
	await thumb.tap(page.getByRole('link', { name: t('lw_add') }));
	const gallery = page.getByLabel(t('lw_photo_choose'));
	await gallery.setInputFiles({
		name: 'IMG_1.HEIC',
		mimeType: 'image/heic',
		buffer: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
	});
	await expect(page.getByRole('alert')).toContainText('IMG_1.HEIC');
	await thumb.pick(gallery, [photo]);
	await thumb.type(page.getByLabel(t('lw_f_name'), { exact: true }), name.slice(0, 12));
	await saved(page);
	expect(sent).toHaveLength(1);
	expect(sent[0]?.slice(6, 10), 'a JPEG made by the phone').toBe('JFIF');
	expect(sent[0]).not.toContain('Exif');

	await page.context().setOffline(true);
	await page.getByLabel(t('lw_f_name'), { exact: true }).pressSequentially(name.slice(12));
	await thumb.choose(page.getByLabel(t('lw_f_category')), 'mat-ong');
	await thumb.tap(page.getByRole('button', { name: 'chai', exact: true }));
	await thumb.type(page.getByLabel(t('lst_price', { unit: 'chai' })), '10^12');
	await expect(page.getByText(t('lst_need_price'))).toBeVisible();
	await page.getByLabel(t('lst_price', { unit: 'chai' })).fill('180k');
	await thumb.type(page.getByLabel(t('lst_on_hand')), '24');
	await expect(page.getByText(t('lw_save_offline'))).toBeVisible();
	await page.context().setOffline(false);
	await saved(page);

	// A reload loses nothing, on this phone and on the server.
	await page.reload();
	await expect(page.getByText(t('lw_resumed'))).toBeVisible();
	await expect(page.getByLabel(t('lw_f_name'), { exact: true })).toHaveValue(name);
	await expect(page.getByLabel(t('lst_on_hand'))).toHaveValue('24');
	await thumb.tap(page.getByRole('button', { name: t('lst_list'), exact: true }));
	await expect(page).toHaveURL(/\/hang-hoa$/);
	expect(thumb.taps).toBeLessThan(15);

	const goods = await read<Schema['OwnProductPage']>(
		coop.api,
		`/api/v1/orgs/${coop.orgId}/products?status=listed`
	);
	const made = goods.items.find((one) => one.name === name);
	productId = made?.id ?? '';
	expect(made?.pictures).toHaveLength(1);
	expect(made?.pictures[0]?.sizes[0]?.w).toBe(120);
	expect(made?.variants[0]).toMatchObject({ priceVnd: 180_000, onHand: 24 });
	const shop = await read<Schema['Product']>(coop.api, `/api/v1/products/${made?.slug ?? ''}`);
	expect(shop.fromPriceVnd).toBe(180_000);
});

test('two phones edit one listing: nothing is overwritten, the second chooses', async ({
	person,
	pageOf
}) => {
	const coop = await person('honey');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/hang-hoa/${productId}`);
	await page.getByLabel(t('lst_price', { unit: 'chai' })).fill('190k');
	await page.getByLabel(t('lw_f_name'), { exact: true }).fill(`${name} nguyên chất`);
	const before = await listing(coop, productId);
	const price = `variants/${before.variants[0]?.id ?? ''}/priceVnd`;
	await write(coop.api, 'PATCH', `/api/v1/orgs/${coop.orgId}/products/${productId}/listing`, {
		changes: [
			{ field: price, from: 180_000, to: 175_000 },
			{ field: 'summaryVi', from: '', to: 'Mật ong rừng quay tay, vụ tháng sáu' }
		]
	});
	await page.getByRole('button', { name: t('save'), exact: true }).click();
	const clash = page.getByRole('alert', { name: t('lw_clash_title') });
	await expect(clash).toContainText('175.000');
	await expect(clash).toContainText('190.000');
	await expect(clash.getByRole('radio')).toHaveCount(2); // the name is nobody else's business
	await expectAccessible(page);
	await keep(page, 'listing-clash');
	expect((await listing(coop, productId)).content.nameVi).toBe(name);
	await clash.getByLabel(like('lst_mine')).check();
	await clash.getByRole('button', { name: t('lw_clash_save') }).click();
	await expect(clash).toBeHidden();
	await expect
		.poll(async () => (await listing(coop, productId)).content)
		.toMatchObject({
			nameVi: `${name} nguyên chất`,
			summaryVi: 'Mật ong rừng quay tay, vụ tháng sáu'
		});
	expect((await listing(coop, productId)).variants[0]?.priceVnd).toBe(190_000);
});

test('history tells who changed what, and takes a change back', async ({ person, pageOf }) => {
	const coop = await person('honey');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/hang-hoa/${productId}/lich-su`);
	const last = page.getByRole('listitem').filter({ hasText: `${name} nguyên chất` });
	await expect(last).toContainText(coop.me.fullName);
	await expect(last).toContainText('190.000');
	await last.getByRole('button').click();
	await expect.poll(async () => (await listing(coop, productId)).content.nameVi).toBe(name);
	expect((await listing(coop, productId)).variants[0]?.priceVnd).toBe(175_000);
});

for (const look of deepLooks) {
	test(`pages of a listing, ${look.name}`, async ({ person, pageOf }) => {
		const coop = await person('honey');
		const page = await pageOf(coop);
		await page.setViewportSize({ width: look.width, height: look.height });
		await page.emulateMedia({ colorScheme: look.colorScheme });
		const at = `/quan-ly/${coop.orgId}/hang-hoa`;
		for (const [path, ready] of [
			['', t('lw_add')],
			[`/${productId}`, t('lw_checklist')],
			[`/${productId}/lich-su`, t('lw_kind_undo')],
			[`/${productId}/xem-truoc`, t('lw_preview_text')],
			['/moi', t('lw_photo_take')]
		] as const) {
			await page.goto(at + path);
			await expect(page.getByText(ready).first()).toBeVisible();
			await expectAccessible(page);
			await keep(
				page,
				`listing${path.replace(productId, 'edit').replaceAll('/', '-')}-${look.name}`
			);
		}
	});
}

test('many goods are put away at once', async ({ person, pageOf }) => {
	const coop = await person('honey');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/hang-hoa`);
	await page.getByRole('button', { name: t('lw_select') }).click();
	await page.getByLabel(t('lw_select_one', { name })).check();
	await page.getByRole('button', { name: t('lw_put_away') }).click();
	await expect(page.getByText(t('lw_bulk_done', { count: 1 }))).toBeVisible();
	expect((await listing(coop, productId)).status).toBe('archived');
});
