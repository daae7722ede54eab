import { expect, test } from '@playwright/test';
import { open, tabTo } from './support/pages';
import { fillCart } from './support/shopping';
import { like, t } from './support/words';

const wide = { viewport: { width: 1440, height: 900 } };

test('goods sold by quotation offer no purchase', async ({ page }) => {
	await open(page, '/san-pham/ga-hmong-hop-dong-thang');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByText(t('product_by_quote')).first()).toBeVisible();
	await expect(page.getByRole('button', { name: new RegExp(`^${t('product_add')}`) })).toHaveCount(
		0
	);
});

test.describe('on a wide screen', () => {
	test.use(wide);

	test('filters live in the address; back and reload keep them', async ({ page }) => {
		await open(page, '/cho');
		const filters = page.getByRole('complementary', { name: t('filters') });
		const status = page.getByRole('main').getByRole('status').first();
		const all = await status.innerText();

		const category = filters.getByRole('radio', { name: /^Táo mèo/ });
		await category.check();
		await expect(page).toHaveURL(/category=tao-meo/);
		await expect(status).not.toHaveText(all);
		const some = await status.innerText();
		await filters.getByRole('checkbox', { name: t('filter_in_season') }).check();
		await expect(page).toHaveURL(/in_season=true/);
		await page.getByRole('combobox', { name: t('sort') }).selectOption('price_asc');
		await expect(page).toHaveURL(/sort=price_asc/);

		await page.goBack();
		await page.goBack();
		await expect(page).toHaveURL(/category=tao-meo$/);
		await expect(status).toHaveText(some);
		await expect(category).toBeChecked();
		await expect(filters.getByRole('checkbox', { name: t('filter_in_season') })).not.toBeChecked();
		await page.reload();
		await expect(status).toHaveText(some);

		await page.getByRole('link', { name: like('chip_remove') }).click();
		await expect(page).toHaveURL(/\/cho$/);
		await expect(status).toHaveText(all);
	});

	test('prices go up when sorted so', async ({ page }) => {
		await open(page, '/cho?sort=price_asc&price_max=100000');
		const prices = (await page.getByRole('article').allInnerTexts()).map((tile) =>
			Number(/([\d.]+)\s*₫/.exec(tile)?.[1]?.replaceAll('.', '') ?? NaN)
		);
		expect(prices.length).toBeGreaterThan(5);
		expect(prices).toEqual([...prices].sort((a, b) => a - b));
		expect(Math.max(...prices)).toBeLessThanOrEqual(100_000);
	});

	test('the way from a product to the checkout needs no mouse', async ({ page }) => {
		await open(page, '/san-pham/mut-tao-meo');
		await page.keyboard.press('Tab');
		await expect(page.getByRole('link', { name: t('skip_to_content') })).toBeFocused();
		await page.keyboard.press('Enter');
		await tabTo(page, page.getByRole('button', { name: like('product_add') }).first());
		await page.keyboard.press('Enter');
		await expect(page.getByText(t('product_added', { name: 'Mứt tào mèo' }))).toBeVisible();
		await page.keyboard.press('/');
		await page.keyboard.press('Shift+Tab');
		await tabTo(page, page.getByRole('link', { name: t('nav_cart_count', { count: 1 }) }));
		await page.keyboard.press('Enter');
		await expect(page).toHaveURL(/\/gio-hang/);
		await tabTo(page, page.getByRole('link', { name: t('cart_checkout') }));
		await page.keyboard.press('Enter');
		await expect(page).toHaveURL(/\/thanh-toan/);
	});

	test('"/" jumps to the search, and into a field it is a letter', async ({ page }) => {
		await open(page, '/htx');
		await page.keyboard.press('/');
		const box = page.getByRole('search').getByLabel(t('search_label'));
		await expect(box).toBeFocused();
		await page.keyboard.type('a/b');
		await expect(box).toHaveValue('a/b');
	});
});

test('words typed before the application stands are kept', async ({ page }) => {
	// On mountain 3G the page can be read and typed into long before its script has come.
	let letThrough = () => {};
	const held = new Promise<void>((resolve) => (letThrough = resolve));
	await page.route('**/*.js', async (route) => {
		await held;
		await route.continue();
	});
	await page.goto('/', { waitUntil: 'commit' });
	const box = page
		.getByRole('search')
		.getByRole('searchbox')
		.or(page.getByRole('search').getByRole('combobox'));
	await box.pressSequentially('mật ong');
	letThrough();
	await expect(page.locator('#cp-main')).toHaveCount(0);
	await expect(box).toHaveValue('mật ong');
	await expect(box).toBeFocused();
});

test('who asks for less motion gets none', async ({ page, browser }) => {
	const longest = () =>
		Math.max(
			...[...document.querySelectorAll('*')].flatMap((el) => {
				const { transitionDuration, animationDuration } = getComputedStyle(el);
				return [...transitionDuration.split(','), ...animationDuration.split(',')].map((time) =>
					time.trim().endsWith('ms') ? parseFloat(time) : parseFloat(time) * 1000
				);
			})
		);
	await open(page, '/');
	expect(await page.evaluate(longest)).toBeLessThan(1);
	const lively = await (await browser.newContext({ reducedMotion: 'no-preference' })).newPage();
	await open(lively, '/');
	expect(await lively.evaluate(longest)).toBeGreaterThan(50);
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false, ...wide });

	test('a product can be read, and its links lead on', async ({ page }) => {
		await page.goto('/san-pham/mut-tao-meo');
		await expect(page.getByRole('heading', { level: 1, name: 'Mứt tào mèo' })).toBeVisible();
		await expect(page.getByText(/65\.000\s₫/).first()).toBeVisible();
		await expect(page.getByText(/sên nhỏ lửa với đường/)).toBeVisible();
		await page
			.getByRole('link', { name: /Đoàn Lương/ })
			.first()
			.click();
		await expect(page).toHaveURL(/\/htx\/doan-luong/);
		await expect(page.getByRole('heading', { level: 1 })).toContainText('Đoàn Lương');
	});

	test('searching works', async ({ page }) => {
		await page.goto('/');
		const box = page
			.getByRole('search')
			.getByRole('searchbox')
			.or(page.getByRole('search').getByRole('combobox'));
		await box.fill('mut tao meo');
		await box.press('Enter');
		await expect(page).toHaveURL(/\/cho\?q=mut/);
		await expect(page.getByRole('link', { name: 'Mứt tào mèo' }).first()).toBeVisible();
	});
});

test.describe('with the phone’s head and tabs', () => {
	test.use({ viewport: { width: 390, height: 844 } });

	test('the cart’s count survives a reload and filters open in a sheet', async ({ page }) => {
		await fillCart(page.request, 'mut-tao-meo');
		await open(page, '/gio-hang');
		await open(page, '/cho');
		const cart = page.getByRole('link', { name: t('nav_cart_count', { count: 1 }) });
		await expect(cart.first()).toBeVisible();
		await page.getByRole('button', { name: t('filters') }).click();
		const sheet = page.getByRole('dialog', { name: t('filters') });
		await sheet.getByRole('radio', { name: t('filter_ocop_from', { stars: 4 }) }).check();
		await expect(page).toHaveURL(/ocop_min=4/);
		await sheet.getByRole('button', { name: like('filters_show') }).click();
		await expect(sheet).toBeHidden();
		await expect(page.getByRole('article').first()).toContainText('4');
	});
});

test('a choice not made wears the colours of the night', async ({ page }) => {
	await page.setViewportSize(wide.viewport);
	await open(page, '/cho');
	await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
	const filters = page.getByRole('complementary', { name: t('filters') });
	for (const choice of [
		filters.getByRole('checkbox', { name: t('filter_in_stock') }),
		filters.getByRole('radio', { name: t('filter_ocop_from', { stars: 4 }) })
	]) {
		await expect(choice).not.toBeChecked();
		// Colours fade from the day's to the night's.
		await expect(async () => {
			const [drawn, tokens] = await choice.evaluate((el) => {
				const style = getComputedStyle(el);
				const probe = el.ownerDocument.createElement('i');
				probe.style.cssText = 'background: var(--raised); color: var(--line-strong)';
				el.after(probe);
				const token = getComputedStyle(probe);
				const pair = [
					[style.appearance, style.backgroundColor, style.borderTopColor],
					['none', token.backgroundColor, token.color]
				];
				probe.remove();
				return pair;
			});
			expect(drawn).toEqual(tokens);
		}).toPass();
	}
});
