import type { components } from '../src/lib/api/schema.gen';
import { deepLooks, wear } from './support/looks';
import { keep } from './support/screens';
import { like, t } from './support/words';
import { expect, expectAccessible, placeOrder, read, test, write } from './support/workspace';

type Schema = components['schemas'];

/** Vietnamese figures as the page writes them. */
const vnd = (amount: number) =>
	`${amount < 0 ? '−' : ''}${String(Math.abs(amount)).replace(/\B(?=(\d{3})+(?!\d))/g, '.')}\u00a0₫`;

test('a delivered order stands on the cooperative’s page as in the books', async ({
	baseURL,
	person,
	pageOf
}) => {
	const coop = await person('doanLuong');
	const { order } = await placeOrder(baseURL, 'doan-luong');
	for (const body of [
		{ action: 'confirm' },
		{ action: 'pack' },
		{ action: 'ship', carrier: 'HTX tự giao' },
		{ action: 'deliver' }
	]) {
		await write(coop.api, 'POST', `/api/v1/orgs/${coop.orgId}/orders/${order.id}/actions`, body);
	}
	const money = await read<Schema['OrgMoney']>(coop.api, `/api/v1/orgs/${coop.orgId}/money`);
	const coming = money.coming.find((row) => row.orderId === order.id);
	expect(coming).toMatchObject({
		totalVnd: order.totalVnd,
		method: 'cod',
		reason: 'return_window'
	});
	// The cash is with the cooperative, so that what is left is the commission: 3 % of the goods.
	const commission = Math.floor((order.subtotalVnd * 3) / 100);
	expect(coming?.commissionVnd).toBe(commission);
	expect(coming?.netVnd).toBe(-commission);

	for (const look of deepLooks) {
		const page = await pageOf(coop);
		await page.setViewportSize(look);
		await page.emulateMedia({ colorScheme: look.colorScheme });
		await page.goto(`/quan-ly/${coop.orgId}/tien`);
		await expect(page.getByRole('heading', { level: 1, name: t('mon_title') })).toBeVisible();
		const row = page.getByRole('row').filter({ hasText: order.code });
		await expect(row.first()).toContainText(vnd(order.totalVnd));
		await expect(row.first()).toContainText(vnd(-commission));
		await page.getByRole('link', { name: t('mon_pending'), exact: true }).click();
		const kept = page
			.getByRole('row')
			.filter({ hasText: t('mon_entry_cash_kept') })
			.first();
		await expect(kept).toContainText(vnd(-order.totalVnd));
		await expectAccessible(page);
		await keep(page, `money-${look.name}`);
	}
});

test('the Alliance reads balanced books and makes a rule', async ({ person, pageOf }) => {
	const alliance = await person('alliance');
	const campaign = `Tết ${Date.now() % 1_000_000}`;
	const page = await pageOf(alliance);
	await page.setViewportSize(deepLooks[0]);
	await page.goto('/lien-minh/tai-chinh');
	await expect(page.getByRole('heading', { name: t('mon_balanced') })).toBeVisible();
	await page.getByRole('button', { name: t('mon_check') }).click();
	await expect(page.getByText(like('mon_last_check'))).toBeVisible();

	await page.getByRole('button', { name: t('mon_rule_add') }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: t('mon_rule_save') }).click();
	await expect(sheet.getByRole('alert')).toContainText(t('mon_rule_need_rate'));
	await sheet.getByLabel(t('mon_rule_rate')).fill('2,5');
	await sheet.getByLabel(t('mon_rule_campaign')).fill(campaign);
	// A year of its own for each run, since two campaigns cannot hold on one day.
	const year = 2030 + (Date.now() % 900);
	await sheet.getByLabel(t('mon_rule_from')).fill(`${year}-01-01`);
	await sheet.getByLabel(t('mon_rule_until')).fill(`${year}-01-31`);
	await sheet.getByLabel(t('mon_rule_reason')).fill('Chiến dịch Tết (thử)');
	await expectAccessible(page);
	await keep(page, 'finance-rule');
	await sheet.getByRole('button', { name: t('mon_rule_save') }).click();
	await expect(sheet).toBeHidden();
	const rule = page.getByRole('listitem').filter({ hasText: campaign });
	await expect(rule).toContainText('2,5 %');
	await rule.getByRole('button').click();
	await page.getByRole('dialog').getByLabel(t('mon_rule_until_last')).fill(`${year}-01-15`);
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('mon_rule_end') })
		.click();
	await expect(rule).toContainText(`15/01/${year}`);

	for (const look of deepLooks) {
		await wear(page, look);
		await expect(page.getByRole('heading', { name: t('mon_trial') })).toBeVisible();
		await expectAccessible(page);
		await keep(page, `finance-${look.name}`);
	}
});
