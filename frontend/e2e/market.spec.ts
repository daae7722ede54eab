import { expect, test, type Browser, type Page } from '@playwright/test';
import { mailTo } from './support/mail';
import { logIn, logins } from './support/people';
import { keep } from './support/screens';
import {
	buyer,
	chooseCommune,
	fillContact,
	onOrderPage,
	orderButton,
	termsTick
} from './support/shopping';
import { like, t } from './support/words';

const phone = { viewport: { width: 390, height: 844 } };
const jam = 'Mứt tào mèo';
const chicken = "Gà H'Mông thương phẩm (nguyên con)";
const sellers = [
	{ login: logins.doanLuong, name: 'Đoàn Lương', goods: jam, tracking: 'VTP123456789VN' },
	{ login: logins.dgp, name: 'DGP Yên Bái', goods: chicken, tracking: 'VTP987654321VN' }
];

/** Finds a product by the search box and puts it into the cart from its page. */
async function findAndAdd(page: Page, typed: string, name: string): Promise<void> {
	const box = page.getByRole('search').getByLabel(t('search_label'));
	await box.fill(typed);
	await box.press('Enter');
	await expect(page).toHaveURL(/\/cho\?q=/);
	await page.getByRole('link', { name, exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
	await keep(page, `market-product-${typed.replaceAll(' ', '-')}`, false);
	await page
		.getByRole('button', { name: like('product_add') })
		.first()
		.click();
	await expect(page.getByText(t('product_added', { name }))).toBeVisible();
}

/** Confirms, packs, ships and delivers one order on a phone, as the cooperative does. */
async function fulfil(browser: Browser, seller: (typeof sellers)[number], code: string) {
	const context = await browser.newContext(phone);
	const page = await context.newPage();
	await logIn(page, seller.login);
	await expect(page).toHaveURL(/\/quan-ly\//);
	await keep(page, `market-today-${seller.tracking}`, false);
	await page
		.getByRole('link', { name: like('ws_orders') })
		.first()
		.click();
	await page.getByRole('link', { name: code }).first().click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(code);
	await expect(page.getByText(buyer.fullName).first()).toBeVisible();

	const status = (key: string) => page.getByRole('heading', { level: 1 }).getByText(t(key));
	const step = (key: string) => page.getByRole('button', { name: t(key), exact: true });
	await step('ful_do_confirm').click();
	await expect(status('ful_status_confirmed')).toBeVisible();
	await step('ful_do_pack').click();
	await expect(status('ful_status_packed')).toBeVisible();
	await keep(page, `market-packed-${seller.tracking}`);
	await step('ful_do_ship').click();
	const ship = page.getByRole('dialog', { name: t('ful_ship_title', { code }) });
	await ship.getByRole('button', { name: 'Viettel Post' }).click();
	await ship.getByLabel(t('ful_tracking')).fill(seller.tracking);
	await ship.getByRole('button', { name: t('ful_ship_send'), exact: true }).click();
	await expect(status('ful_status_shipped')).toBeVisible();
	await step('ful_do_deliver').click();
	const deliver = page.getByRole('dialog', { name: t('ful_deliver_title', { code }) });
	await deliver.getByRole('button', { name: like('ful_deliver_send') }).click();
	await expect(status('ful_status_delivered')).toBeVisible();
	await keep(page, `market-delivered-${seller.tracking}`);
	await context.close();
}

test.use(phone);

test('a guest buys of two cooperatives on a phone, both deliver, the guest sees it', async ({
	page,
	browser
}) => {
	test.setTimeout(240_000);
	const email = `lan-${Date.now()}@khach.test`;

	await test.step('find two products without diacritics and put them into the cart', async () => {
		await page.goto('/');
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await keep(page, 'market-home', false);
		await findAndAdd(page, 'mut tao meo', jam);
		await findAndAdd(page, 'ga hmong', chicken);
	});

	await test.step('the cart groups them by cooperative', async () => {
		await page
			.getByRole('link', { name: t('nav_cart_count', { count: 2 }) })
			.first()
			.click();
		await expect(page.getByRole('heading', { level: 1, name: t('cart_title') })).toBeVisible();
		for (const { name, goods } of sellers) {
			await expect(page.getByRole('region', { name })).toContainText(goods);
		}
		await keep(page, 'market-cart');
		await page.getByRole('link', { name: t('cart_checkout') }).click();
	});

	await test.step('contact: an old commune name is understood, then the real address', async () => {
		await fillContact(page, { ...buyer, email, note: 'Giao buổi sáng giúp em' });
		const field = await chooseCommune(page, {
			typed: 'xa suoi giang van chan',
			label: /^xã Văn Chấn/
		});
		await field.fill('');
		await field.pressSequentially(buyer.commune.typed);
		await expect(page.getByRole('option').first()).toBeVisible();
		await keep(page, 'market-checkout-commune', false);
		await page.getByRole('option', { name: buyer.commune.label }).click();
		await keep(page, 'market-checkout-1');
		await page.getByRole('button', { name: t('checkout_to_delivery') }).click();
	});

	await test.step('delivery: a cost per cooperative, paid on delivery', async () => {
		for (const place of sellers) {
			await expect(page.getByRole('heading', { level: 3, name: place.name })).toBeVisible();
		}
		await expect(page.getByText(like('checkout_ships_from'))).toHaveCount(2);
		await expect(page.getByRole('radio', { name: t('checkout_cod') })).toBeChecked();
		await keep(page, 'market-checkout-2');
		await page.getByRole('button', { name: t('checkout_to_review') }).click();
	});

	await test.step('review: nothing ticked beforehand, nothing ordered without the tick', async () => {
		await expect(orderButton(page)).toBeEnabled();
		await expect(page.getByRole('checkbox')).toHaveCount(1);
		await expect(termsTick(page)).not.toBeChecked();
		await expect(page.getByText(buyer.line)).toBeVisible();
		await orderButton(page).click();
		await expect(page.getByRole('alert')).toContainText(t('checkout_need_terms'));
		await termsTick(page).check();
		await keep(page, 'market-checkout-3');
		await orderButton(page).click();
	});

	const { id, secret } = await onOrderPage(page);
	const codes = await test.step('the order page keeps both orders behind its link', async () => {
		await expect(page.getByRole('heading', { name: t('order_thanks') })).toBeVisible();
		await expect(page.getByRole('article')).toHaveCount(2);
		await keep(page, 'market-order-placed');
		await page.reload();
		await expect(page.getByRole('article')).toHaveCount(2);
		const found: string[] = [];
		for (const { name, goods } of sellers) {
			const card = page.getByRole('article', { name });
			await expect(card).toContainText(goods);
			await expect(card).toContainText(t('order_status_placed'));
			found.push(/CP[0-9A-Z]+-\d/.exec(await card.innerText())?.[0] ?? 'no code');
		}
		return found;
	});

	await test.step('without the secret the order is nobody’s', async () => {
		const answer = await (await browser.newContext()).request.get(`/api/v1/purchases/${id}`);
		expect(answer.status()).toBe(404);
	});

	await test.step('both cooperatives confirm, pack, ship and deliver', async () => {
		for (const [i, seller] of sellers.entries()) await fulfil(browser, seller, codes[i] ?? '');
	});

	await test.step('the buyer sees both delivered, with every step on the timeline', async () => {
		const elsewhere = await (await browser.newContext(phone)).newPage();
		await elsewhere.goto(`/don-hang/${id}?k=${secret}`);
		for (const { name, tracking } of sellers) {
			const card = elsewhere.getByRole('article', { name });
			await expect(card.getByText(t('order_status_delivered'), { exact: true })).toBeVisible();
			await expect(card).toContainText(tracking);
			for (const kind of ['placed', 'confirmed', 'packed', 'shipped', 'delivered']) {
				await expect(card.getByText(t(`order_event_${kind}`), { exact: true })).toBeVisible();
			}
		}
		await keep(elsewhere, 'market-order-delivered');
	});

	await test.step('mails went to the buyer and to both cooperatives', async () => {
		const placed = await mailTo(email, /đã nhận đơn/);
		expect(placed.text).toContain(`/don-hang/${id}?k=${secret}`);
		for (const [i, { login }] of sellers.entries()) {
			const code = codes[i] ?? '';
			await mailTo(login, new RegExp(code));
			await mailTo(email, new RegExp(`${code}[\\s\\S]*(đã giao|giao xong)`, 'i'));
		}
	});
});
