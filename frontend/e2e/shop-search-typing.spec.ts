import type { Page } from '@playwright/test';
import { open } from './support/pages';
import { expect, test } from './support/workspace';
import { t } from './support/words';

const field = (page: Page) => page.getByRole('search').getByLabel(t('search_label'));
const title = (page: Page, q: string) =>
	page.getByRole('heading', { level: 1, name: t('browse_title_q', { q }), exact: true });

/** Every question for a list from now on. */
function lists(page: Page): URLSearchParams[] {
	const asked: URLSearchParams[] = [];
	page.on('request', (request) => {
		const url = new URL(request.url());
		if (url.pathname === '/api/v1/products') asked.push(url.searchParams);
	});
	return asked;
}

/** Types as fast as nobody pauses between two keys, however slow the machine is. */
async function typeInOneGo(page: Page, keys: string): Promise<void> {
	await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 10_000);
	await page.keyboard.type(keys);
	await page.clock.resume();
}

test('the list follows the keys, and back leads to the list before', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.clock.install();
	await open(page, '/cho?q=ch%C3%A8&in_stock=true&without=price');
	const calls: string[] = [];
	page.on('request', (request) => calls.push(new URL(request.url()).pathname));
	const asked = lists(page);
	const box = field(page);
	await box.click();
	await box.press('ControlOrMeta+a');
	await typeInOneGo(page, 'mat ');
	await expect(title(page, 'mat')).toBeVisible();
	await expect(page).toHaveURL(/\/cho\?q=mat&in_stock=true$/);
	await expect(box, 'the field is left alone').toHaveValue('mat ');
	await expect(box).toBeFocused();
	// In the middle of the words the caret stays where it is.
	await typeInOneGo(page, 'ong');
	await expect(title(page, 'mat ong')).toBeVisible();
	await box.press('Home');
	await typeInOneGo(page, 'ca ');
	await expect(title(page, 'ca mat ong')).toBeVisible();
	expect(await box.evaluate((el: HTMLInputElement) => el.selectionStart)).toBe(3);
	expect(asked.map((q) => q.get('q'))).toEqual(['mat', 'mat ong', 'ca mat ong']);
	expect(asked.every((q) => q.get('typing') === 'true')).toBe(true);
	expect(calls.filter((path) => path === '/api/v1/categories')).toHaveLength(0);

	await page.goBack();
	await expect(title(page, 'chè')).toBeVisible();
	await expect(page).toHaveURL(/q=ch%C3%A8&in_stock=true&without=price$/);
	await expect(box).toHaveValue('chè');
	// A submitted search is a step of its own.
	await box.fill('que');
	await expect(title(page, 'que')).toBeVisible();
	await box.press('Enter');
	await expect.poll(() => asked.at(-1)?.get('typing')).toBeNull();
	expect(asked.at(-1)?.get('q')).toBe('que');
	await box.fill('que chi');
	await expect(title(page, 'que chi')).toBeVisible();
	await page.goBack();
	await expect(title(page, 'que')).toBeVisible();
	await page.goBack();
	await expect(title(page, 'chè')).toBeVisible();
});

test('a list that was outrun is never shown', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await open(page, '/cho');
	let late = false;
	await page.route(/products\?.*q=que(&|$)/, async (route) => {
		const answer = await route.fetch();
		await new Promise((resolve) => setTimeout(resolve, 1500));
		await route.fulfill({ response: answer }).catch(() => undefined);
		late = true;
	});
	await page.evaluate(() => {
		const seen: string[] = [];
		Object.assign(window, { seen });
		new MutationObserver(() => seen.push(document.querySelector('h1')?.textContent ?? '')).observe(
			document.body,
			{ childList: true, subtree: true, characterData: true }
		);
	});
	const box = field(page);
	await box.fill('que');
	await page.waitForRequest(/products\?.*q=que(&|$)/);
	await box.fill('mat ong');
	await expect(title(page, 'mat ong')).toBeVisible();
	await expect.poll(() => late).toBe(true);
	await page.waitForTimeout(300);
	await expect(title(page, 'mat ong')).toBeVisible();
	await expect(page).toHaveURL(/\?q=mat\+ong$/);
	const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
	expect(seen).not.toContain(t('browse_title_q', { q: 'que' }));
	// Typed back to the words of the address: what is still on its way is dropped as well.
	late = false;
	await box.fill('que');
	await page.waitForRequest(/products\?.*q=que(&|$)/);
	await box.fill('mat ong');
	await expect.poll(() => late).toBe(true);
	await page.waitForTimeout(300);
	await expect(title(page, 'mat ong')).toBeVisible();
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

	test('the list waits while the options hide it', async ({ page }) => {
		await open(page, '/cho');
		const asked = lists(page);
		const box = field(page);
		await box.tap();
		await box.pressSequentially('mat ong', { delay: 60 });
		await expect(page.getByRole('option', { name: /Mật ong/ }).first()).toBeVisible();
		await page.waitForTimeout(800);
		expect(asked, 'nothing is asked for that nobody sees').toHaveLength(0);
		await expect(page).toHaveURL(/\/cho$/);
		await box.blur();
		await expect(title(page, 'mat ong')).toBeVisible();
		expect(asked).toHaveLength(1);
		// What is chosen instead is what was meant.
		await box.fill('que');
		await page.getByRole('option', { name: t('suggest_all', { words: 'que' }) }).tap();
		await expect(title(page, 'que')).toBeVisible();
		await page.waitForTimeout(600);
		expect(asked.map((q) => [q.get('q'), q.get('typing')])).toEqual([
			['mat ong', 'true'],
			['que', null]
		]);
		await page.goBack();
		await expect(title(page, 'mat ong')).toHaveCount(0);
		await expect(page).toHaveURL(/\/cho$/);
	});
});

test('the Alliance sees the submitted search and none that was being typed', async ({
	page,
	person,
	pageOf
}) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	const desk = await pageOf(await person('alliance'));
	const end = `${Date.now() % 10_000}`;
	const [typed, words] = [`gà tơ ${end}`, `gà tơ ${end} nướng lá`];
	await open(page, '/cho');
	const box = field(page);
	await box.fill(typed);
	await expect(title(page, typed)).toBeVisible();
	await box.fill(words);
	await expect(title(page, words)).toBeVisible();
	await box.press('Enter');
	// Searches are counted in batches, every few seconds.
	await expect(async () => {
		await desk.goto('/lien-minh/tim-kiem');
		await expect(desk.getByRole('link', { name: words })).toBeVisible({ timeout: 2000 });
	}).toPass();
	await expect(desk.getByRole('link', { name: typed, exact: true })).toHaveCount(0);
	const row = desk.getByRole('row').filter({ has: desk.getByRole('link', { name: words }) });
	await expect(row.getByRole('cell').first()).toHaveText(/\D1$/);
});
