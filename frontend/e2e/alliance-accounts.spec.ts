import type { components } from '../src/lib/api/schema.gen';
import { looks, wear } from './support/looks';
import { demoPassword as password } from './support/people';
import { keep } from './support/screens';
import { t } from './support/words';
import { expect, expectAccessible, read, test, write } from './support/workspace';

type Schema = components['schemas'];

// The holder names the run: the file may be run again on the same market.
const holder = `HTX E2E ${Date.now().toString(36)}`;

test('a change of an account that looks odd is held back, and its cooperative reads why', async ({
	person,
	pageOf
}) => {
	const [desk, coop] = await Promise.all([person('alliance'), person('peanut')]);
	const before = await read<Schema['PayoutAccounts']>(
		coop.api,
		`/api/v1/orgs/${coop.orgId}/payout-account`
	);
	const change = (accountNo: string) =>
		write<Schema['PayoutAccounts']>(coop.api, 'PUT', `/api/v1/orgs/${coop.orgId}/payout-account`, {
			bankBin: '970436',
			accountNo,
			holder,
			password
		});
	// Where the demo gave none yet, the first counts at once.
	if (!before.current) await change('1017590000');
	const current = (await change('1017595601')).current;

	const page = await pageOf(desk);
	await page.goto('/lien-minh/tai-chinh/chi-tra');
	await page.getByRole('link', { name: t('pot_changes_nav') }).click();
	await expect(page.getByRole('heading', { level: 1, name: t('pot_changes') })).toBeVisible();
	const row = page.getByRole('listitem').filter({ hasText: holder }).filter({ hasText: '5601' });
	await expect(row).toContainText('••••5601');
	await expect(row).toContainText(current?.account ?? '');
	await expect(row).not.toContainText('1017595601');
	await expect(row).toContainText(t('pot_change_waiting'));
	for (const look of looks) {
		await wear(page, look);
		await expectAccessible(page);
		await keep(page, `account-changes-${look.name}`);
	}
	await wear(page, looks[0]);
	await row.getByRole('button', { name: t('pot_hold') }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: t('pot_hold'), exact: true }).click();
	await expect(dialog.getByText(t('pot_need_reason')).first()).toBeVisible();
	const reason = 'Chủ hợp tác xã nói qua điện thoại là không đổi';
	await dialog.getByLabel(t('pot_reason')).fill(reason);
	await expectAccessible(page);
	await keep(page, 'account-hold-phone-light', false);
	await dialog.getByRole('button', { name: t('pot_hold'), exact: true }).click();
	await expect(page.getByText(t('pot_held'))).toBeVisible();
	await expect(row).toContainText(reason);
	await expect(row.getByRole('button')).toHaveCount(0);

	const own = await pageOf(coop);
	await own.goto(`/quan-ly/${coop.orgId}/tien`);
	await expect(own.getByText(reason)).toBeVisible();
	await expect(own.getByText(t('pot_account_keep'))).toBeHidden();
	await wear(own, looks[0]);
	await expectAccessible(own);
	await keep(own, 'account-held-phone-light');
	const after = await read<Schema['PayoutAccounts']>(
		coop.api,
		`/api/v1/orgs/${coop.orgId}/payout-account`
	);
	expect(after.current?.account).toBe(current?.account);
	expect(after.waiting).toBeUndefined();
});

test('before anybody changed an account the page says when one comes', async ({
	person,
	pageOf
}) => {
	const page = await pageOf(await person('alliance'));
	await page.route('**/api/v1/alliance/payouts/account-changes*', (route) =>
		route.fulfill({ json: { items: [] } })
	);
	await page.goto('/lien-minh/tai-chinh');
	await page
		.getByRole('navigation', { name: t('bnk_tabs') })
		.getByRole('link', { name: t('pot_changes_nav') })
		.click();
	await expect(page.getByRole('heading', { name: t('pot_changes_none') })).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'account-changes-none');
});
