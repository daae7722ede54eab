import { looks } from './support/looks';
import { keep } from './support/screens';
import { expect, expectAccessible, placeOrder, test, write } from './support/workspace';
import { t } from './support/words';

test('a guest reports broken goods; the cooperative answers, the Alliance decides, money goes back', async ({
	baseURL,
	browser,
	person,
	pageOf
}) => {
	const coop = await person('doanLuong');
	const { order, secret, purchaseId } = await placeOrder(baseURL, 'doan-luong');
	const act = (body: object) =>
		write(coop.api, 'POST', `/api/v1/orgs/${coop.orgId}/orders/${order.id}/actions`, body);
	for (const step of [
		{ action: 'confirm' },
		{ action: 'pack' },
		{ action: 'ship', carrier: 'GHN' }
	])
		await act(step);
	await act({ action: 'deliver' });

	const look = looks[0];
	const context = await browser.newContext({
		baseURL,
		viewport: { width: look.width, height: look.height },
		colorScheme: look.colorScheme
	});
	const guest = await context.newPage();
	await guest.goto(`/don-hang/${purchaseId}?k=${secret}`);
	await guest.getByRole('button', { name: t('ret_open') }).click();
	await guest.getByRole('button', { name: t('ret_send_request') }).click();
	await expect(guest.getByRole('alert')).toContainText(t('ret_need_reason'));
	await guest.getByLabel(t('ret_reason')).selectOption('damaged');
	await guest.getByLabel(t('ret_describe')).fill('Một hũ vỡ nắp');
	await guest
		.getByRole('group', { name: t('ret_which') })
		.getByLabel(t('quantity'), { exact: true })
		.first()
		.fill('1');
	await expectAccessible(guest);
	await keep(guest, 'returns-form');
	await guest.getByRole('button', { name: t('ret_send_request') }).click();
	await expect(guest.getByText(t('ret_s_open'))).toBeVisible();

	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/tra-hang`);
	await expectAccessible(page);
	await keep(page, 'returns-list');
	await page.getByRole('link', { name: new RegExp(order.code) }).click();
	await page.getByText(t('ret_k_refusal'), { exact: true }).click();
	await page.getByLabel(t('ret_words')).fill('Lúc gửi hũ còn nguyên');
	await expectAccessible(page);
	await keep(page, 'returns-answer');
	await page.getByRole('button', { name: t('ret_answer_do') }).click();
	await expect(page.getByText(t('ret_s_answered'))).toBeVisible();

	await guest.reload();
	await guest.getByRole('button', { name: t('ret_dispute') }).click();
	await guest.getByLabel(t('ret_dispute_words')).fill('Ảnh cho thấy nắp vỡ');
	await guest.getByRole('button', { name: t('ret_dispute') }).click();
	await expect(guest.getByText(t('ret_s_mediation'))).toBeVisible();

	const desk = await pageOf(await person('alliance'));
	await desk.goto('/lien-minh/tranh-chap');
	await desk.getByRole('link', { name: new RegExp(order.code) }).click();
	await expectAccessible(desk);
	await keep(desk, 'returns-dispute');
	await desk.getByLabel(t('ret_amount')).fill('1.000');
	await desk.getByRole('button', { name: t('ret_decide_do') }).click();
	await expect(desk.getByText(t('ret_s_agreed'))).toBeVisible();

	await page.reload();
	await page.getByLabel(t('ret_reference')).fill('FT26333001');
	await page.getByRole('button', { name: t('ret_pay_do') }).click();
	await expect(page.getByText(t('ret_s_done'))).toBeVisible();
	await guest.reload();
	await expect(guest.getByText(/FT26333001/)).toBeVisible();
	await keep(guest, 'returns-done');
	await context.close();
});
