import { expect, expectAccessible, test } from './support/workspace';
import { keep } from './support/screens';
import { t } from './support/words';

test('a search that found nothing becomes a synonym that finds', async ({ person, pageOf }) => {
	const desk = await pageOf(await person('alliance'));
	const words = `gà xí muội ${Date.now() % 10_000}`;
	const url = `/cho?q=${encodeURIComponent(words)}&exactly=true`;
	await desk.goto(url);
	await expect(desk.getByText(t('browse_empty_title'))).toBeVisible();

	// Searches are counted in batches, every few seconds.
	await expect(async () => {
		await desk.goto('/lien-minh/tim-kiem');
		await expect(desk.getByRole('link', { name: words })).toBeVisible({ timeout: 2000 });
	}).toPass();
	await expectAccessible(desk);
	await keep(desk, 'alliance-searches');
	await desk.getByRole('button', { name: t('syn_add_for', { words }) }).click();
	const sheet = desk.getByRole('dialog');
	await sheet.getByRole('button', { name: t('syn_save') }).click();
	await expect(sheet.getByText(t('syn_need_two')).first()).toBeVisible();
	const terms = sheet.getByLabel(t('syn_terms'));
	await expect(terms).toHaveValue(`${words}\n`);
	await terms.fill(`${words}\nmứt tào mèo`);
	await keep(desk, 'alliance-synonym', false);
	await sheet.getByRole('button', { name: t('syn_save') }).click();
	await expect(desk.getByText(`${words} = mứt tào mèo`)).toBeVisible();

	// A job derives the goods anew.
	await expect(async () => {
		await desk.goto(url);
		await expect(desk.getByRole('article').filter({ hasText: 'Mứt tào mèo' })).toBeVisible({
			timeout: 2000
		});
	}).toPass();

	await desk.goto('/lien-minh/tim-kiem');
	await desk.getByRole('button', { name: t('syn_change_named', { words }) }).click();
	await sheet.getByRole('button', { name: t('syn_remove') }).click();
	await expect(desk.getByText(`${words} = mứt tào mèo`)).toHaveCount(0);
});
