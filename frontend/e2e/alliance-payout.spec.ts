import type { components } from '../src/lib/api/schema.gen';
import { ledgerOwes } from './support/database';
import { looks, wear } from './support/looks';
import { buyBy, deliverForGood, rowsOfPdf, rowsOfSheet, uploadStatement } from './support/paying';
import { keep } from './support/screens';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test } from './support/workspace';

type Schema = components['schemas'];

/** Vietnamese figures as the page writes them. */
const vnd = (amount: number) =>
	`${amount < 0 ? '−' : ''}${String(Math.abs(amount)).replace(/\B(?=(\d{3})+(?!\d))/g, '.')}\u00a0₫`;

// Stripe's own form is replaced at the edge of the network by a stand-in that says so; all
// else is the market itself.
test('cash, a transfer and a card: each order to the statement of its payout', async ({
	page: shop,
	person,
	pageOf
}) => {
	test.setTimeout(150_000);
	const [maker, second, coop] = await Promise.all([
		person('alliance'),
		person('allianceSecond'),
		person('doanLuong')
	]);
	const page = await pageOf(maker);
	await page.setViewportSize(looks[0]);
	await shop.setViewportSize(looks[0]);

	// Three buyers pay in three ways; the transfer is seen on the bank's statement.
	const cash = await buyBy(shop, 'cod', 'mut-tao-meo');
	const transfer = await buyBy(shop, 'bank_transfer', 'mut-tao-meo');
	const card = await buyBy(shop, 'card', 'mut-tao-meo');
	await uploadStatement(maker, page, [
		{ amount: transfer.order.totalVnd, text: `MBVCB.77.${transfer.reference}.CT tu 0351` }
	]);
	const orders = [cash, transfer, card];
	await deliverForGood(
		coop,
		orders.map(({ order }) => order)
	);
	// Of cash, which the cooperative has, the commission is left; else all but the commission.
	const due = new Map(
		orders.map(({ way, order }) => {
			const commission = Math.floor((order.subtotalVnd * 3) / 100);
			return [order.code, way === 'cod' ? -commission : order.totalVnd - commission];
		})
	);
	const before = await read<Schema['OrgMoney']>(coop.api, `/api/v1/orgs/${coop.orgId}/money`);
	expect(before.payableVnd).toBe(ledgerOwes(coop, 'payable'));
	expect(before.pendingVnd).toBe(ledgerOwes(coop, 'pending'));

	// Its maker gathers, looks at the orders behind a transfer, and submits.
	await page.goto('/lien-minh/tai-chinh/chi-tra');
	await page.getByRole('button', { name: t('pot_collect') }).click();
	await expect(page.getByText(like('pot_collected_some'))).toBeVisible();
	const drafts = await read<Schema['PayoutBatchPage']>(
		maker.api,
		'/api/v1/alliance/payouts/batches'
	);
	const id = drafts.items.find(({ state }) => state === 'draft')?.id ?? '';
	const batch = `/lien-minh/tai-chinh/chi-tra/${id}`;
	// The page opens it by itself where every cooperative has an account, which other tests' may not.
	await page.goto(batch);
	const gathered = await read<Schema['PayoutBatchDetail']>(
		maker.api,
		`/api/v1/alliance/payouts/batches/${id}`
	);
	const ours = gathered.transfers.find((one) => one.orgId === coop.orgId);
	if (!ours) throw new Error('nothing is sent to the cooperative');
	expect(ours.amountVnd).toBe(before.payableVnd);
	const row = page.getByRole('listitem').filter({ hasText: ours.reference });
	await row.getByText(t('pot_orders_behind')).click();
	await expect(row.getByRole('table').getByRole('row').last()).toContainText(vnd(ours.amountVnd));
	await page.getByRole('button', { name: t('pot_submit'), exact: true }).click();
	await expect(page.getByText(t('pot_wait_other'))).toBeVisible();
	await expect(page.getByRole('button', { name: t('pot_approve') })).toBeHidden();
	await page.close();

	// Another approves; the file is the same however often it is taken.
	const desk = await pageOf(second);
	await desk.setViewportSize(looks[1]);
	await desk.goto(batch);
	await desk.getByRole('button', { name: t('pot_approve'), exact: true }).click();
	const taken = desk.waitForEvent('download');
	await desk.getByRole('link', { name: t('pot_file_xlsx') }).click();
	expect((await taken).suggestedFilename()).toBe(`chi-tra-${gathered.batch.code}.xlsx`);
	const file = async () =>
		(await second.api.get(`/api/v1/alliance/payouts/batches/${id}/file?format=csv`)).text();
	expect(await file()).toBe(await file());
	expect(await file()).toContain(`;${ours.amountVnd};`);
	// The bank's statement shows it, and ends it.
	await uploadStatement(maker, desk, [
		{ amount: -ours.amountVnd, text: `${ours.reference} Cho Phien chi tra` }
	]);
	await desk.goto(batch);
	const done = desk.getByRole('listitem').filter({ hasText: ours.reference });
	await expect(done.getByText(t('pot_paid'), { exact: true })).toBeVisible();
	await desk.bringToFront();
	await wear(desk, looks[1]);
	await expectAccessible(desk);
	await keep(desk, `payout-batch-${looks[1].name}`);
	await wear(desk, looks[0]);
	await keep(desk, `payout-batch-${looks[0].name}`);
	await desk.goto('/lien-minh/tai-chinh');
	await expect(desk.getByRole('heading', { name: t('pot_revenue') })).toBeVisible();
	await keep(desk, `payout-finance-${looks[0].name}`);
	await desk.close();

	// The cooperative reads the same đồng as the ledger, on its page and in its statement.
	const own = await pageOf(coop);
	await own.setViewportSize(looks[0]);
	await own.goto(`/quan-ly/${coop.orgId}/tien`);
	const paid = own.getByRole('listitem').filter({ hasText: ours.reference });
	await expect(paid).toContainText(vnd(ours.amountVnd));
	await expect(paid).toContainText(t('pot_paid'));
	for (const [label, account] of [
		['mon_payable', 'payable'],
		['mon_pending', 'pending']
	] as const) {
		const figure = own.getByText(t(label), { exact: true }).first();
		await expect(figure.locator('..')).toContainText(vnd(ledgerOwes(coop, account)));
	}
	const take = async (label: string) => {
		const file = own.waitForEvent('download');
		await paid.getByRole('link', { name: t(label) }).click();
		return file;
	};
	const pdf = await take('pot_statement_pdf');
	expect(pdf.suggestedFilename()).toBe(`bang-ke-${ours.reference}.pdf`);
	const [printed, sheet] = [
		await rowsOfPdf(pdf),
		await rowsOfSheet(await take('pot_statement_xlsx'))
	];
	for (const [code, amount] of due) {
		expect(printed.get(code), `${code} in the PDF`).toBe(amount);
		expect(sheet.get(code), `${code} in the sheet`).toBe(amount);
	}
	for (const rows of [printed, sheet]) {
		expect([...rows.values()].reduce((sum, amount) => sum + amount, 0)).toBe(ours.amountVnd);
	}
	await expectAccessible(own);
	for (const look of looks) {
		await wear(own, look);
		await keep(own, `payout-money-${look.name}`);
	}
});
