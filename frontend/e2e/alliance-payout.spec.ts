import type { components } from '../src/lib/api/schema.gen';
import { looks } from './support/looks';
import { keep } from './support/screens';
import { t } from './support/words';
import { expect, expectAccessible, read, test } from './support/workspace';

type Schema = components['schemas'];

/** Vietnamese figures as the page writes them. */
const vnd = (amount: number) => `${String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, '.')}\u00a0₫`;

test('two people send a cooperative its money, and it reads the same đồng', async ({
	person,
	pageOf
}) => {
	const [maker, second, coop] = await Promise.all([
		person('alliance'),
		person('allianceSecond'),
		person('doanLuong')
	]);
	const before = await read<Schema['OrgMoney']>(coop.api, `/api/v1/orgs/${coop.orgId}/money`);
	expect(before.payableVnd, 'the demo has something payable').toBeGreaterThan(0);

	// Its maker gathers, looks at the orders behind a transfer, and submits.
	const page = await pageOf(maker);
	await page.setViewportSize(looks[0]);
	await page.goto('/lien-minh/tai-chinh/chi-tra');
	await page.getByRole('button', { name: t('pot_collect') }).click();
	await expect(page).toHaveURL(/chi-tra\/.+/);
	const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
	const batch = `/lien-minh/tai-chinh/chi-tra/${id}`;
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
	await desk.emulateMedia({ colorScheme: looks[1].colorScheme });
	await desk.goto(batch);
	await desk.getByRole('button', { name: t('pot_approve'), exact: true }).click();
	const taken = desk.waitForEvent('download');
	await desk.getByRole('link', { name: t('pot_file_xlsx') }).click();
	expect((await taken).suggestedFilename()).toBe(`chi-tra-${gathered.batch.code}.xlsx`);
	const file = async () =>
		(await second.api.get(`/api/v1/alliance/payouts/batches/${id}/file?format=csv`)).text();
	expect(await file()).toBe(await file());
	expect(await file()).toContain(`;${ours.amountVnd};`);
	await desk
		.getByRole('button', { name: t('pot_end_named', { reference: ours.reference }) })
		.click();
	await desk.getByRole('dialog').getByLabel(t('pot_bank_reference')).fill('FT26335000001');
	await desk
		.getByRole('dialog')
		.getByRole('button', { name: t('pot_save') })
		.click();
	const done = desk.getByRole('listitem').filter({ hasText: ours.reference });
	await expect(done.getByText(t('pot_paid'), { exact: true })).toBeVisible();
	await desk.bringToFront();
	await expectAccessible(desk);
	await keep(desk, `payout-batch-${looks[1].name}`);
	await desk.setViewportSize(looks[0]);
	await desk.emulateMedia({ colorScheme: looks[0].colorScheme });
	await keep(desk, `payout-batch-${looks[0].name}`);
	await desk.goto('/lien-minh/tai-chinh');
	await expect(desk.getByRole('heading', { name: t('pot_revenue') })).toBeVisible();
	await keep(desk, `payout-finance-${looks[0].name}`);
	await desk.close();

	// The cooperative reads the same đồng, on its page and in its statement.
	const own = await pageOf(coop);
	await own.setViewportSize(looks[0]);
	await own.goto(`/quan-ly/${coop.orgId}/tien`);
	const paid = own.getByRole('listitem').filter({ hasText: ours.reference });
	await expect(paid).toContainText(vnd(ours.amountVnd));
	await expect(paid).toContainText(t('pot_paid'));
	const statement = await read<Schema['PayoutStatement']>(
		coop.api,
		`/api/v1/orgs/${coop.orgId}/payouts/${ours.payoutId}/statement`
	);
	expect(statement.lines.reduce((sum, line) => sum + line.amountVnd, 0)).toBe(ours.amountVnd);
	const pdf = own.waitForEvent('download');
	await paid.getByRole('link', { name: t('pot_statement_pdf') }).click();
	expect((await pdf).suggestedFilename()).toBe(`bang-ke-${ours.reference}.pdf`);
	await expectAccessible(own);
	for (const look of looks) {
		await own.setViewportSize(look);
		await own.emulateMedia({ colorScheme: look.colorScheme });
		await keep(own, `payout-money-${look.name}`);
	}
});
