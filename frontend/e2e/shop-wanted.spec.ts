import { expect, expectAccessible, test } from './support/workspace';
import { open } from './support/pages';
import { keep } from './support/screens';
import { like, t } from './support/words';

test.use({ viewport: { width: 390, height: 844 } });

test('what was not found is told to the Alliance, who reads it and answers', async ({
	page,
	person,
	pageOf
}) => {
	const words = `hạt dẻ cười ${Date.now() % 100_000}`;
	await open(page, `/cho?q=${encodeURIComponent(words)}&exactly=true`);
	await page.getByRole('link', { name: t('want_title') }).click();
	await expect(page).toHaveURL(/\/tim-giup\?q=/);
	const words1 = page.getByLabel(t('want_words'));
	await expect(words1).toHaveValue(words);
	await expectAccessible(page);

	// Faults are named at the field and nothing typed is lost.
	await words1.fill(' ');
	await page.getByRole('button', { name: t('want_send') }).click();
	await expect(page.getByText(t('want_need_words')).first()).toBeVisible();
	await words1.fill(words);
	await page.getByLabel(t('want_contact')).fill('09123');
	await page.getByRole('button', { name: t('want_send') }).click();
	await expect(page.locator('#contact')).toHaveAttribute('aria-invalid', 'true');
	await keep(page, 'wanted-fault');
	await page.getByLabel(t('want_contact')).fill('0912 345 678');
	await page.getByLabel(t('want_note')).fill('Rang sẵn, túi 500 g');
	await page.getByRole('button', { name: t('want_send') }).click();
	await expect(page.getByRole('heading', { name: t('want_sent_title') })).toBeVisible();
	await keep(page, 'wanted-sent');

	const desk = await pageOf(await person('alliance'));
	await desk.goto('/lien-minh/tim-kiem');
	await desk.getByRole('link', { name: t('wanted_title') }).click();
	const row = desk.getByRole('row').filter({ hasText: words });
	await expect(row).toContainText('0912 345 678');
	await expect(row).toContainText('Rang sẵn, túi 500 g');
	await expectAccessible(desk);
	await keep(desk, 'alliance-wanted');
	await row.getByRole('button').click();
	await expect(row).toHaveCount(0);
	await desk.getByRole('button', { name: t('wanted_undo') }).click();
	await expect(row).toHaveCount(1);
	await row.getByRole('button').click();
	await desk.getByRole('link', { name: like('wanted_done') }).click();
	await expect(row).toHaveCount(1);
	await desk.reload();
	await expect(row).toHaveCount(1);
});

test('a large quantity begins the letter, and a lost answer sends it once', async ({
	page,
	person
}) => {
	await open(page, '/cho?q=g%C3%A0+%C4%91en+4000+con%2Fth%C3%A1ng');
	await page.getByRole('link', { name: t('want_offer_bulk') }).click();
	await expect(page.getByLabel(t('want_words'))).toHaveValue('gà đen');
	await expect(page.locator('#quantity')).toHaveValue('4000');
	await expect(page.locator('#unit')).toHaveValue('con');
	await expect(page.locator('#per')).toHaveValue('month');
	const note = `Cho bếp ăn ${Date.now()}`;
	await page.getByLabel(t('want_note')).fill(note);
	await keep(page, 'wanted-bulk');

	// The server keeps it, the answer is lost, the shopper sends again.
	let lost = 0;
	await page.route('**/api/v1/wanted', async (route) => {
		if (lost++ > 0) return route.continue();
		await route.fetch();
		await route.abort();
	});
	const send = page.getByRole('button', { name: t('want_send') });
	await send.click();
	await expect(page.getByText(t('error_offline_text')).first()).toBeVisible();
	await send.click();
	await expect(page.getByRole('heading', { name: t('want_sent_title') })).toBeVisible();
	const { api } = await person('alliance');
	const { items } = (await (await api.get('/api/v1/alliance/wanted?limit=100')).json()) as {
		items: { note?: string; quantity?: number }[];
	};
	expect(items.filter((notice) => notice.note === note)).toEqual([
		expect.objectContaining({ quantity: 4000, unit: 'con', per: 'month', words: 'gà đen' })
	]);
});
