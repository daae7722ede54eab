import { expect, test } from '@playwright/test';
import { open } from './support/pages';
import { keep } from './support/screens';
import { expectAccessible } from './support/workspace';
import { like, t } from './support/words';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

test.describe('on a phone', () => {
	test.use(phone);

	for (const { typed, first, shot } of [
		{ typed: 'ga hmong', first: /H['’]Mông/, shot: 'search-ga-hmong' },
		{ typed: 'mứt tào mèo', first: /^Mứt tào mèo/, shot: 'search-mut-tao-meo' },
		{ typed: 'taos mèo', first: /[Tt]áo mèo/, shot: 'search-taos-meo' },
		{ typed: 'quế văn yên dưới 100k', first: /[Qq]uế/, shot: 'search-que-duoi-100k' }
	]) {
		test(`“${typed}” finds what is meant`, async ({ page }) => {
			await open(page, '/');
			const box = page.getByRole('search').getByLabel(t('search_label'));
			await box.fill(typed);
			await box.press('Enter');
			await expect(page).toHaveURL(/\/cho\?q=/);
			await expect(page.locator('#cp-main')).toHaveCount(0);
			await expect(page.getByRole('article').first().getByRole('heading')).toHaveText(first);
			await expect(page.locator('article mark').first()).toBeVisible();
			await keep(page, shot, false);
			await expectAccessible(page);
			await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
			await keep(page, `${shot}-dark`, false);
			await expectAccessible(page);
			await page.setViewportSize({ width: 1440, height: 900 });
			await expect(page.getByRole('complementary', { name: t('filters') })).toBeVisible();
			await keep(page, `${shot}-wide-dark`, false);
			await page.evaluate(() => (document.documentElement.dataset.theme = 'light'));
			await keep(page, `${shot}-wide`, false);
			await page.reload();
			await expect(page.getByRole('article').first().getByRole('heading')).toHaveText(first);
		});
	}

	test('a wish read from the words can be taken away and comes back', async ({ page }) => {
		await open(page, '/cho?q=m%E1%BA%ADt+ong+d%C6%B0%E1%BB%9Bi+100k');
		const wishes = page.getByRole('list', { name: t('search_wishes') });
		const count = page.getByRole('main').getByRole('status').first();
		const dear = page.getByRole('article').filter({ hasText: /[1-9]\d\d\.000\s*₫/ });
		await expect(wishes.getByRole('link')).toHaveCount(1);
		await expect(dear).toHaveCount(0);
		const few = await count.innerText();
		await wishes.getByRole('link').tap();
		await expect(page).toHaveURL(/without=price/);
		await expect(count).not.toHaveText(few);
		await expect(wishes).toHaveCount(0);
		await page.goBack();
		await expect(count).toHaveText(few);
	});

	test('words that were mended can be taken as typed', async ({ page }) => {
		await open(page, '/cho?q=taomeo');
		await expect(page.getByText(t('search_mended', { words: 'táo mèo' }))).toBeVisible();
		await page.getByRole('link', { name: t('search_exactly', { words: 'taomeo' }) }).tap();
		await expect(page).toHaveURL(/exactly=true/);
		await expect(page.getByText(t('browse_empty_title'))).toBeVisible();
		await expect(page.getByText(t('want_offer_none'))).toBeVisible();
		await expect(page.getByRole('main').getByRole('link', { name: t('want_title') })).toBeVisible();
		await expect(page.getByRole('heading', { name: t('search_season_now') })).toBeVisible();
		await keep(page, 'search-nothing', false);
	});

	test('a large quantity is understood', async ({ page }) => {
		await open(page, '/cho?q=g%C3%A0+%C4%91en+4000+con%2Fth%C3%A1ng');
		await expect(page.getByRole('heading', { name: t('search_bulk_title') })).toBeVisible();
		await expect(page.getByRole('article').first().getByRole('heading')).toHaveText(/[Gg]à/);
		await keep(page, 'search-bulk', false);
	});
});

test('the keyboard alone goes from a few letters to a product', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await open(page, '/');
	await page.keyboard.press('/');
	const box = page.getByRole('search').getByLabel(t('search_label'));
	await expect(box).toBeFocused();
	await page.keyboard.type('mut tao', { delay: 30 });
	await expect(page.getByRole('option', { name: /Mứt tào mèo/ })).toBeVisible();
	await expect(box).toHaveAttribute('aria-expanded', 'true');
	await expect(page.getByRole('status').filter({ hasText: like('suggest_count') })).toHaveCount(1);
	await keep(page, 'search-suggest', false);
	await page.keyboard.press('ArrowDown');
	const chosen = page.getByRole('option', { selected: true });
	await expect(chosen).toHaveText(/Mứt tào mèo/);
	await expect(box).toHaveAttribute(
		'aria-activedescendant',
		(await chosen.getAttribute('id')) ?? ''
	);
	await expect(box).toHaveAttribute(
		'aria-controls',
		(await page.getByRole('listbox').getAttribute('id')) ?? ''
	);
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await expect(box).toHaveValue('mut tao');
	await expect(box).toHaveAttribute('aria-expanded', 'false');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/san-pham\/mut-tao-meo$/);

	// What was looked for is kept on the device, and the keyboard reaches the way to forget it.
	await page.keyboard.press('/');
	await page.keyboard.press('Delete');
	await expect(page.getByRole('option', { name: 'mut tao' })).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'search-recent', false);
	await page.keyboard.press('ArrowUp');
	await expect(page.getByRole('option', { selected: true })).toHaveText(t('suggest_forget_all'));
	await page.keyboard.press('Enter');
	await expect(page.getByRole('option')).toHaveCount(0);
	expect(await page.evaluate(() => localStorage.getItem('cp-recent'))).toBeNull();
});

test('an outrun answer is dropped', async ({ page }) => {
	await open(page, '/');
	// The answer to the first words comes after that to the later ones.
	await page.route(/suggest\?q=que(&|$)/, async (route) => {
		await new Promise((resolve) => setTimeout(resolve, 1500));
		await route.continue().catch(() => undefined);
	});
	const box = page.getByRole('search').getByLabel(t('search_label'));
	await box.pressSequentially('que');
	await page.waitForRequest(/suggest\?q=que/);
	await box.fill('mat ong');
	await expect(page.getByRole('option', { name: /Mật ong/ }).first()).toBeVisible();
	await page.waitForTimeout(2000);
	await expect(page.getByRole('option', { name: /Mật ong/ }).first()).toBeVisible();
	await expect(page.getByRole('option', { name: /Quế chi/ })).toHaveCount(0);
});

test('counts stand beside the choices and the address keeps them', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await open(page, '/cho?q=t%C3%A1o+m%C3%A8o');
	const filters = page.getByRole('complementary', { name: t('filters') });
	const shelf = filters.getByRole('radio', { name: /^Đồ uống có cồn.*1$/ });
	await expect(shelf).toBeVisible();
	await keep(page, 'search-facets', false);
	await shelf.check();
	await expect(page).toHaveURL(/category=do-uong-co-con/);
	await expect(page.getByRole('article')).toHaveCount(1);
	await expect(filters.getByRole('radio', { name: /^Táo mèo/ })).toBeVisible();
	await filters.getByRole('checkbox', { name: t('filter_in_stock') }).check();
	await expect(page).toHaveURL(/in_stock=true/);
	await page.reload();
	await expect(shelf).toBeChecked();
});

test('suggestions stand in groups with names, and lead to all results', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await open(page, '/');
	const box = page.getByRole('search').getByLabel(t('search_label'));
	await box.fill('que');
	for (const group of ['suggest_products', 'suggest_categories', 'suggest_cooperatives'])
		await expect(page.getByRole('group', { name: t(group) }).getByRole('option')).not.toHaveCount(
			0
		);
	await expectAccessible(page);
	await page.keyboard.press('ArrowUp');
	await expect(page.getByRole('option', { selected: true })).toHaveText(
		t('suggest_all', { words: 'que' })
	);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/cho\?q=que$/);
});

test('prices are chosen by bands with their counts', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await open(page, '/cho?q=m%E1%BA%ADt+ong');
	const prices = page.getByRole('group', { name: t('filter_price'), exact: true });
	const bands = prices.getByRole('radio');
	await expect(bands).not.toHaveCount(1);
	const band = prices.locator('label').nth(1);
	const count = Number(/(\d+)\s*$/.exec(await band.innerText())?.[1]);
	expect(count).toBeGreaterThan(0);
	await band.click();
	await expect(page).toHaveURL(/price_m(ax|in)=/);
	await expect(page.getByRole('article')).toHaveCount(count);
});

test('what is near comes first once the province is known', async ({ page }) => {
	await open(page, '/cho?q=ch%C3%A8');
	await page.getByRole('combobox', { name: t('sort') }).selectOption('near');
	await expect(page).toHaveURL(/sort=near/);
	const province = page.getByRole('combobox', { name: t('near_province') });
	const choice = province.locator('option', { hasText: 'Lào Cai' });
	await province.selectOption((await choice.getAttribute('value')) ?? '');
	await expect(page).toHaveURL(/near=\d+/);
	await expect(page.getByRole('article').first()).toBeVisible();
	await keep(page, 'search-near', false);
	// Kept on the device: the next search by nearness asks no more.
	await page.reload();
	await expect(province).not.toHaveValue('');
	await open(page, '/cho?q=m%E1%BA%ADt+ong');
	await page.getByRole('combobox', { name: t('sort') }).selectOption('near');
	await expect(page).toHaveURL(/near=\d+.*sort=near/);
});

test('coming back finds the list, its further pages and the place in it', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await open(page, '/cho?sort=price_asc');
	const goods = page.getByRole('article');
	const before = await goods.count();
	await page.getByRole('button', { name: t('list_more') }).click();
	await expect.poll(() => goods.count()).toBeGreaterThan(before);
	const all = await goods.count();
	const product = goods.nth(before + 1);
	await product.scrollIntoViewIfNeeded();
	const y = await page.evaluate(() => scrollY);
	expect(y).toBeGreaterThan(1000);
	const name = await product.getByRole('heading').innerText();
	await product.getByRole('link').first().click();
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
	await page.goBack();
	await expect(goods).toHaveCount(all);
	await expect.poll(() => page.evaluate((was) => Math.abs(scrollY - was), y)).toBeLessThan(200);
	await expect(product.getByRole('heading')).toHaveText(name);
});

test('a wish read from the words is a choice of the filters too', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await open(page, `/cho?q=${encodeURIComponent('chè shan tuyết 4 sao dưới 200k')}`);
	const filters = page.getByRole('complementary', { name: t('filters') });
	const stars = filters.getByRole('group', { name: t('filter_ocop') });
	const prices = filters.getByRole('group', { name: t('filter_price'), exact: true });
	await expect(
		stars.getByRole('radio', { name: t('filter_ocop_from', { stars: 4 }) })
	).toBeChecked();
	await expect(prices.getByRole('radio', { name: t('filter_any') })).not.toBeChecked();
	await stars.getByRole('radio', { name: t('filter_any') }).check();
	await expect(page).toHaveURL(/without=stars/);
	await prices.getByRole('radio', { name: t('filter_any') }).check();
	await expect(page).toHaveURL(/without=stars%2Cprice/);
	await expect(page.getByRole('list', { name: t('search_wishes') })).toHaveCount(0);
});
