import { expect, test, type Page } from '@playwright/test';
import { change } from './support/cooperative';
import { open } from './support/pages';
import { logInQuietly, logins } from './support/people';
import {
	buyer,
	fillCart,
	fillContact,
	goods,
	onOrderPage,
	orderButton,
	ordersTo,
	termsTick,
	toReview
} from './support/shopping';
import { t } from './support/words';

test.use({ viewport: { width: 390, height: 844 } });

/** A buyer nobody else is, so that what was ordered can be counted. */
const somebody = () => ({ ...buyer, fullName: `Người mua ${crypto.randomUUID().slice(0, 8)}` });

/** Up to the order button, terms accepted. */
async function readyToOrder(page: Page, who = buyer): Promise<void> {
	await open(page, '/thanh-toan');
	await fillContact(page, who);
	await toReview(page);
	await termsTick(page).check();
}

/** How many orders reached the market, as the Alliance counts. */
async function placed(page: Page, fullName: string): Promise<number> {
	const context = await page.context().browser()?.newContext();
	if (!context) throw new Error('no browser');
	await logInQuietly(context.request, logins.alliance);
	const orders = await ordersTo(context.request, fullName);
	await context.close();
	return orders.length;
}

test('a double click orders once', async ({ page }) => {
	const who = somebody();
	await fillCart(page.request, 'mut-tao-meo');
	await readyToOrder(page, who);
	await orderButton(page).dblclick();
	await onOrderPage(page);
	expect(await placed(page, who.fullName)).toBe(1);
});

test('of two tabs one orders and the other is told', async ({ page, context }) => {
	const who = somebody();
	await fillCart(page.request, 'mut-tao-meo');
	const other = await context.newPage();
	await readyToOrder(page, who);
	await readyToOrder(other, who);
	await Promise.all([orderButton(page).click(), orderButton(other).click()]);
	const bought = /\/don-hang\//;
	await expect
		.poll(() => [page, other].filter((tab) => bought.test(tab.url())).length)
		.toBeGreaterThan(0);
	const loser = bought.test(page.url()) ? other : page;
	await expect(loser.getByRole('alert')).toBeVisible();
	await expect(loser).not.toHaveURL(bought);
	expect(await placed(page, who.fullName)).toBe(1);
});

test('a price changed underway is shown before paying', async ({ page, browser }) => {
	const who = somebody();
	const tea = await goods(page.request, 'che-shan-tuyet-pung-luong');
	await fillCart(page.request, tea.slug);
	await readyToOrder(page, who);
	const before = await orderButton(page).innerText();

	const cooperative = await browser.newContext();
	await change(cooperative.request, 'pungluong@chophien.test', tea.variantId, (now) => ({
		priceVnd: now.priceVnd + 7_000
	}));
	await orderButton(page).click();
	await expect(page.getByRole('alert')).toContainText(t('checkout_price_changed'));
	expect(await placed(page, who.fullName)).toBe(0);
	await expect(orderButton(page)).not.toHaveText(before);

	await orderButton(page).click();
	await onOrderPage(page);
	expect(await placed(page, who.fullName)).toBe(1);
});

test('a price changed since the choice is shown in the cart', async ({ page, browser }) => {
	const item = await goods(page.request, 'mang-ot-tram-tau');
	await fillCart(page.request, item.slug);
	const cooperative = await browser.newContext();
	await change(cooperative.request, 'demo08@chophien.test', item.variantId, (now) => ({
		priceVnd: now.priceVnd + 3_000
	}));
	await open(page, '/gio-hang');
	await expect(page.getByText(t('cart_price_changed'))).toBeVisible();
	await page.getByRole('button', { name: t('cart_price_seen') }).click();
	await expect(page.getByText(t('cart_price_changed'))).toBeHidden();
});

test('goods that ran out are told in the cart and stop the checkout', async ({ page, browser }) => {
	const item = await goods(page.request, 'mien-dao-gioi-phien');
	await fillCart(page.request, item.slug);
	await open(page, '/thanh-toan');
	await fillContact(page);

	const cooperative = await browser.newContext();
	await change(cooperative.request, 'demo09@chophien.test', item.variantId, () => ({ onHand: 0 }));
	await page.getByRole('button', { name: t('checkout_to_delivery') }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await page.getByRole('link', { name: t('checkout_fix_cart') }).click();
	await expect(page.getByText(t('cart_out_of_stock'))).toBeVisible();
	await expect(page.getByRole('button', { name: t('cart_checkout') })).toBeDisabled();
	await page.getByRole('button', { name: t('cart_remove', { name: item.name }) }).click();
	await expect(page.getByRole('heading', { name: t('cart_empty_title') })).toBeVisible();
});

test('a cart emptied elsewhere or expired is told, not ordered', async ({ page }) => {
	const who = somebody();
	const jam = await goods(page.request, 'mut-tao-meo');
	await fillCart(page.request, jam.slug);
	await readyToOrder(page, who);
	const removed = await page.request.delete(`/api/v1/cart/items/${jam.variantId}`);
	expect(removed.ok()).toBe(true);
	await orderButton(page).click();
	await expect(page.getByRole('alert')).toBeVisible();
	expect(await placed(page, who.fullName)).toBe(0);

	// An expired cart is a cookie that leads nowhere.
	await fillCart(page.request, jam.slug);
	await page.context().clearCookies();
	await open(page, '/thanh-toan');
	await expect(page).toHaveURL(/\/gio-hang/);
	await expect(page.getByRole('heading', { name: t('cart_empty_title') })).toBeVisible();
});

test('without a network nothing typed is lost, and the retry orders once', async ({
	page,
	context
}) => {
	const who = somebody();
	await fillCart(page.request, 'mut-tao-meo');
	await readyToOrder(page, who);

	await context.setOffline(true);
	await orderButton(page).click();
	await expect(page.getByRole('alert')).toContainText(t('checkout_lost'));
	await expect(termsTick(page)).toBeChecked();
	await expect(page.getByText(who.fullName)).toBeVisible();
	await context.setOffline(false);

	await page.reload();
	await expect(page.getByText(who.fullName)).toBeVisible();
	await termsTick(page).check();
	await orderButton(page).click();
	await onOrderPage(page);
	expect(await placed(page, who.fullName)).toBe(1);
});

test('an answer lost on its way is asked for again, not ordered again', async ({ page }) => {
	const who = somebody();
	await fillCart(page.request, 'mut-tao-meo');
	await readyToOrder(page, who);
	let sent = 0;
	// The server gets the order; its answer never arrives.
	await page.route('**/api/v1/checkout', async (route) => {
		sent++;
		if (sent > 1) return route.continue();
		await route.fetch();
		await route.abort('connectionreset');
	});
	await orderButton(page).click();
	await expect(page.getByRole('alert')).toContainText(t('checkout_lost'));
	expect(await placed(page, who.fullName)).toBe(1);
	await orderButton(page).click();
	await onOrderPage(page);
	expect(sent).toBe(2);
	expect(await placed(page, who.fullName)).toBe(1);
});

test('faults of the form are listed, located, and keep what was typed', async ({ page }) => {
	await fillCart(page.request, 'mut-tao-meo');
	await open(page, '/thanh-toan');
	const name = page.getByLabel(t('checkout_name'));
	const tel = page.getByLabel(t('checkout_phone'));
	await name.fill('Trần Văn Bình');
	await tel.fill('0912 abc');
	await page.getByRole('button', { name: t('checkout_to_delivery') }).click();

	const summary = page.getByRole('alert');
	await expect(summary).toBeFocused();
	await expect(summary).toContainText(t('form_faults', { count: 3 }));
	await expect(name).toHaveValue('Trần Văn Bình');
	await expect(tel).toHaveValue('0912 abc');
	await expect(tel).toHaveAttribute('aria-invalid', 'true');
	await expect(tel).toHaveAccessibleDescription(new RegExp(t('checkout_need_phone')));
	await summary.getByRole('link', { name: t('checkout_need_phone') }).click();
	await expect(tel).toBeFocused();

	await tel.fill('+84 912 345 678');
	await expect(tel).not.toHaveAttribute('aria-invalid', 'true');
	await page.reload();
	await expect(name).toHaveValue('Trần Văn Bình');
});

test('alcohol asks for the age at the door and at the checkout', async ({ page }) => {
	await open(page, '/san-pham/ruou-tao-meo');
	await expect(page.getByRole('heading', { name: t('age_title') })).toBeVisible();
	await expect(page.getByRole('button', { name: t('product_add') })).toHaveCount(0);
	await page.getByRole('button', { name: t('age_yes') }).click();
	await page
		.getByRole('button', { name: t('product_add') })
		.first()
		.click();
	await expect(page.getByText(t('product_added', { name: 'Rượu táo mèo' }))).toBeVisible();

	await readyToOrder(page);
	const adult = page.locator('#adult');
	await expect(adult).not.toBeChecked();
	await orderButton(page).click();
	await expect(page.getByRole('alert')).toContainText(t('checkout_need_adult'));
	await adult.check();
	await orderButton(page).click();
	await onOrderPage(page);
});
