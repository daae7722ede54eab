import { expect, test, type Page } from '@playwright/test';
import { open } from './support/pages';
import {
	buyer,
	fillCart,
	fillContact,
	onOrderPage,
	orderButton,
	termsTick,
	toReview
} from './support/shopping';
import { t, vietnameseOnly } from './support/words';

const vietnamese = vietnameseOnly();

/** Everything a person may see or hear on the page, piece by piece. */
function pieces(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const spoken = ['aria-label', 'placeholder', 'title', 'alt'];
		const found: string[] = [document.title];
		for (const el of document.body.querySelectorAll('*')) {
			if (el.closest('script, style, body [lang]')) continue;
			for (const name of spoken) found.push(el.getAttribute(name) ?? '');
			for (const node of el.childNodes) {
				if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
			}
		}
		return found.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean);
	});
}

async function expectEnglish(page: Page): Promise<void> {
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	const left = (await pieces(page)).filter((text) => vietnamese.has(text));
	expect(left, `Vietnamese left on ${page.url()}`).toEqual([]);
}

test('English is complete from the home page to the order', async ({ page }) => {
	await open(page, '/en');
	await expect(page.getByRole('heading', { name: t('home_season', {}, 'en') })).toBeVisible();
	await expectEnglish(page);
	await open(page, '/en/cho?category=tao-meo');
	await expectEnglish(page);
	await open(page, '/en/san-pham/mut-tao-meo');
	await expect(
		page.getByRole('button', { name: t('product_add', {}, 'en') }).first()
	).toBeVisible();
	await expectEnglish(page);
	await open(page, '/en/htx/doan-luong');
	await expectEnglish(page);

	await fillCart(page.request, 'mut-tao-meo', 'ga-hmong-thuong-pham');
	await open(page, '/en/gio-hang');
	await expect(page.getByRole('heading', { name: t('cart_title', {}, 'en') })).toBeVisible();
	await expectEnglish(page);
	await page.getByRole('link', { name: t('cart_checkout', {}, 'en') }).click();
	await page.getByRole('button', { name: t('checkout_to_delivery', {}, 'en') }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expectEnglish(page);
	await fillContact(page, buyer, 'en');
	await toReview(page, 'en');
	await expectEnglish(page);
	await termsTick(page).check();
	await orderButton(page, 'en').click();
	await onOrderPage(page);
	await expect(page.getByRole('heading', { name: t('order_thanks', {}, 'en') })).toBeVisible();
	await expectEnglish(page);
	for (const path of ['/en/dang-nhap', '/en/dang-ky', '/en/quen-mat-khau', '/en/don-hang']) {
		await open(page, path);
		await expectEnglish(page);
	}
});

test('the check itself would find a Vietnamese word', async ({ page }) => {
	await open(page, '/');
	const found = (await pieces(page)).filter((text) => vietnamese.has(text));
	expect(found).toContain(t('home_season'));
	expect(found.length).toBeGreaterThan(10);
});

test.describe('as the server writes it', () => {
	test.use({ javaScriptEnabled: false });
	for (const path of ['/en', '/en/cho', '/en/san-pham/mut-tao-meo', '/en/htx/doan-luong']) {
		test(`${path} is English before any script`, async ({ page }) => {
			await page.goto(path);
			await expect(page.locator('html')).toHaveAttribute('lang', 'en');
			// Without script only locators can look in; each piece by its own.
			const texts = page.locator('#cp-main :is(h1, h2, h3, a, button, p, span, dt, dd, li)');
			const left = (await texts.allTextContents())
				.map((text) => text.replace(/\s+/g, ' ').trim())
				.filter((text) => vietnamese.has(text));
			expect(left).toEqual([]);
		});
	}
});

test('switching the language keeps the page and its filters', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await open(page, '/cho?category=tao-meo&sort=price_asc');
	await page
		.getByRole('link', { name: t('language_switch') })
		.first()
		.click();
	await expect(page).toHaveURL(/\/en\/cho\?category=tao-meo&sort=price_asc/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('browse_title', {}, 'en'));
	await page
		.getByRole('link', { name: t('language_switch', {}, 'en') })
		.first()
		.click();
	await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/cho\?category=tao-meo&sort=price_asc/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('browse_title'));
});
