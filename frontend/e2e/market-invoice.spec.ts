import { execFileSync } from 'node:child_process';
import type { components } from '../src/lib/api/schema.gen';
import { looks, wear } from './support/looks';
import { uploadStatement } from './support/paying';
import { keep } from './support/screens';
import { t } from './support/words';
import { expect, expectAccessible, read, test } from './support/workspace';

type Schema = components['schemas'];

/** Vietnamese figures as the page writes them. */
const vnd = (amount: number) => `${String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, '.')}\u00a0₫`;

test('a firm pays its overdue invoice by VietQR, and the bank statement settles it', async ({
	person,
	pageOf
}) => {
	const [firm, alliance] = await Promise.all([person('firm'), person('alliance')]);
	const at = `/api/v1/orgs/${firm.orgId}/invoices`;
	const { items } = await read<Schema['InvoiceList']>(firm.api, at);
	const late = items.find(({ state }) => state === 'overdue');
	if (!late) throw new Error('the demo has no overdue invoice');

	const page = await pageOf(firm);
	await page.goto(`/quan-ly/${firm.orgId}/hoa-don`);
	for (const look of looks) {
		await wear(page, look);
		await expect(
			page.getByText(t('inv_overdue_sum', { count: 1, amount: vnd(late.leftVnd) }))
		).toBeVisible();
		await expectAccessible(page);
		await keep(page, `invoice-list-${look.name}`);
	}
	// What it bought on credit that month, as a document.
	const month = new Date(late.from).toISOString().slice(0, 7);
	await page.getByRole('textbox', { name: t('pot_month_choose') }).fill(month);
	const statement = page.waitForEvent('download');
	await page
		.getByRole('link', { name: t('pot_export_named', { table: t('pot_month'), format: 'PDF' }) })
		.click();
	const file = await statement;
	expect(file.suggestedFilename()).toBe(`tra-sau-${month}.pdf`);
	const paper = execFileSync('pdftotext', ['-layout', await file.path(), '-'], {
		encoding: 'utf8'
	});
	expect(paper).toContain(firm.me.memberships[0]?.name ?? 'no firm');

	// The invoice: its code to scan, the same facts to copy, and its orders.
	await page.getByRole('link', { name: late.number }).click();
	const qr = page.getByRole('img', {
		name: new RegExp(vnd(late.leftVnd).replace('\u00a0', '\\s'))
	});
	await expect(qr).toBeVisible();
	await expect
		.poll(() => qr.evaluate((img: HTMLImageElement) => img.naturalWidth))
		.toBeGreaterThan(100);
	const reference = /CP[0-9A-Z]{7}/.exec((await qr.getAttribute('alt')) ?? '')?.[0] ?? '';
	for (const look of looks) {
		await wear(page, look);
		await expectAccessible(page);
		await keep(page, `invoice-${look.name}`);
	}

	// The Alliance sees it overdue, sends the bank's statement, and it is paid.
	const desk = await pageOf(alliance);
	await desk.setViewportSize(looks[1]);
	await desk.goto('/lien-minh/tai-chinh/hoa-don?trang-thai=overdue');
	await expect(desk.getByRole('row').filter({ hasText: late.number })).toContainText(
		vnd(late.leftVnd)
	);
	await expectAccessible(desk);
	await keep(desk, 'invoice-desk-wide-light');
	await uploadStatement(alliance, desk, [
		{ amount: late.leftVnd + 5000, text: `${reference} tra tien` }
	]);
	await page.bringToFront();
	await page.reload();
	await expect(
		page.getByText(t('inv_paid_title', { amount: vnd(late.totalVnd) })),
		'nothing is left to pay'
	).toBeVisible();
	// It paid 5.000 ₫ too much: its owner names where that goes back to.
	await expect(page.getByText(t('pay_firm_owed', { amount: vnd(5000) }))).toBeVisible();
	await page.getByRole('button', { name: t('pay_firm_name_of', { of: late.number }) }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('combobox', { name: t('pay_bank') }).selectOption('970436');
	await sheet.getByLabel(t('pay_account')).fill('1017595600');
	await sheet.getByLabel(t('pay_holder')).fill('CONG TY MAU');
	await expectAccessible(page);
	await sheet.getByRole('button', { name: t('pay_refund_save') }).click();
	await expect(page.getByText('Vietcombank ••••5600')).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'invoice-refund-account');
	const { lines } = await read<Schema['Invoice']>(firm.api, `${at}/${late.id}`);
	const credit = await read<Schema['CreditAccount']>(firm.api, `/api/v1/orgs/${firm.orgId}/credit`);
	const owed = new Set(credit.uses.map(({ orderId }) => orderId));
	expect(lines.map(({ orderId }) => owed.has(orderId))).toEqual(lines.map(() => false));
	expect(credit.leftVnd, 'the firm can buy on credit again').toBeGreaterThan(0);
});

test('two people put a penalty on a cooperative, which reads it on its money page', async ({
	person,
	pageOf
}) => {
	const [maker, second, coop] = await Promise.all([
		person('allianceSecond'),
		person('alliance'),
		person('rice')
	]);
	const reason = `Giao chậm ${Date.now() % 1_000_000}`;
	const page = await pageOf(maker);
	await page.setViewportSize(looks[0]);
	await page.goto('/lien-minh/tai-chinh/tien-phat');
	await page.getByRole('button', { name: t('pen_propose') }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: t('pen_send') }).click();
	await expect(sheet.getByText(t('pen_need_amount')).first()).toBeVisible();
	await sheet.getByRole('combobox', { name: t('pen_cooperative') }).selectOption(coop.orgId);
	await sheet.getByLabel(t('pen_amount')).fill('50.000');
	await sheet.getByLabel(t('pen_reason'), { exact: true }).fill(reason);
	await sheet.getByLabel(t('pen_message')).fill('Mời bà con xem lại lịch giao.');
	await expectAccessible(page);
	await sheet.getByRole('button', { name: t('pen_send') }).click();
	const mine = page.getByRole('listitem').filter({ hasText: reason }).first();
	await expect(mine.getByText(t('pen_wait_other'))).toBeVisible();
	await keep(page, 'penalty-phone-light');

	const desk = await pageOf(second);
	await desk.setViewportSize(looks[1]);
	await desk.emulateMedia({ colorScheme: looks[1].colorScheme });
	await desk.goto('/lien-minh/tai-chinh/tien-phat');
	const row = desk.getByRole('listitem').filter({ hasText: reason }).first();
	await row.getByRole('button', { name: new RegExp(`^${t('pen_do_approve')}:`) }).click();
	await desk
		.getByRole('dialog')
		.getByRole('button', { name: t('pen_do_approve') })
		.click();
	await expect(row.getByText(t('pen_state_approved'))).toBeVisible();
	await expectAccessible(desk);
	await keep(desk, 'penalty-wide-dark');

	const own = await pageOf(coop);
	await own.setViewportSize(looks[0]);
	await own.goto(`/quan-ly/${coop.orgId}/tien`);
	await expect(own.getByText(reason)).toBeVisible();
	await expect(own.getByRole('table').last()).toContainText(t('mon_entry_penalty'));
	await expectAccessible(own);
	await keep(own, 'penalty-money-phone-light');
});
