import type { Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { codeAfter, drafted, sign, signedCount, type Contract } from './support/contracts';
import { deepLooks } from './support/looks';
import { keep } from './support/screens';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, write, type Person } from './support/workspace';

type Schema = components['schemas'];

// One contract goes its way from draft to addendum: the tests take turns.
test.describe.configure({ mode: 'serial' });
test.use({ viewport: { width: 390, height: 844 } });

let contract: Contract;
const at = (person: Person, part = '') => `/quan-ly/${person.orgId}/hop-dong/${contract.id}${part}`;
const now = (person: Person) =>
	read<Contract>(person.api, `/api/v1/orgs/${person.orgId}/contracts/${contract.id}`);

async function expectFits(page: Page): Promise<void> {
	const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	expect(over, 'pixels that stick out sideways').toBeLessThanOrEqual(0);
}

/** Reads, asks for the code, types a wrong one, then the right one. */
async function signOnPage(page: Page, person: Person): Promise<void> {
	await page.getByRole('button', { name: t('con_sign'), exact: true }).click();
	const sheet = page.getByRole('dialog');
	await expect(sheet).toContainText(person.me.fullName);
	const { sha256Vi } = await read<Schema['ContractDocument']>(
		person.api,
		`/api/v1/orgs/${person.orgId}/contracts/${contract.id}/documents/${(await now(person)).document}`
	);
	await expect(sheet).toContainText(sha256Vi);
	await sheet.getByRole('button', { name: t('con_code_send') }).click();
	await expect(sheet.getByText(t('con_sign_must_read'))).toBeVisible();
	await sheet.getByRole('checkbox', { name: t('con_sign_read') }).check();
	await expectAccessible(page);
	const code = await codeAfter(person, contract.code, () =>
		sheet.getByRole('button', { name: t('con_code_send') }).click()
	);
	const field = sheet.getByLabel(t('con_code'));
	await expect(field).toBeFocused();
	await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
	await expect(sheet.getByRole('button', { name: t('con_code_again') })).toBeDisabled();
	await field.fill(code === '000000' ? '111111' : '000000');
	await sheet.getByRole('button', { name: t('con_sign_now'), exact: true }).click();
	await expect(sheet.getByText(t('con_code_wrong', { count: 4 })).first()).toBeVisible();
	await keep(page, `contract-sign-${page.viewportSize()?.width}`);
	await expectAccessible(page);
	await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
	await sheet.getByRole('button', { name: t('con_sign_now'), exact: true }).click();
	await expect(sheet).toBeHidden();
}

test('a buyer mends a draft, sends it, and signs with a one-time code', async ({
	person,
	pageOf
}) => {
	test.setTimeout(180_000);
	const firm = await person('firm');
	const title = `Khoai sọ nương ${Date.now() % 100_000}`;
	contract = await drafted(firm, [await person('dgp'), await person('doanLuong')], title);

	const page = await pageOf(firm);
	await page.goto(`/quan-ly/${firm.orgId}`);
	await page
		.getByRole('main')
		.getByRole('link', { name: t('con_title') })
		.click();
	await expect(page.getByRole('heading', { level: 1, name: t('con_title') })).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('link', { name: title }).click();
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
	await expect(page.getByRole('heading', { name: t('con_next_send') })).toBeVisible();
	await keep(page, 'contract-draft-390');
	await expectAccessible(page);
	await expectFits(page);

	await page.getByRole('link', { name: t('con_edit') }).click();
	await page.getByLabel(t('con_in_short')).fill('9');
	await page.getByRole('button', { name: t('con_edit_save') }).click();
	await expect(page.getByRole('alert')).toContainText(t('con_need_penalty'));
	await expectAccessible(page);
	await page.getByLabel(t('con_in_short')).fill('6,5');
	await page.getByLabel(t('con_note')).fill('Giao trước 10 giờ sáng.');
	await page.getByRole('button', { name: t('con_edit_save') }).click();
	await expect(page.getByText('Giao trước 10 giờ sáng.')).toBeVisible();
	expect((await now(firm)).terms.shortPenaltyBp).toBe(650);

	await page.getByRole('button', { name: t('con_send'), exact: true }).click();
	await expect(page.getByText(signedCount(0, 3))).toBeVisible();
	const [pdf] = await Promise.all([
		firm.api.get(
			(await page.getByRole('link', { name: t('con_doc_vi') }).getAttribute('href')) ?? ''
		)
	]);
	expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
	await signOnPage(page, firm);
	await expect(page.getByText(signedCount(1, 3))).toBeVisible();
	await expect(page.getByRole('heading', { name: t('con_next_await_signatures') })).toBeVisible();
	await expect(page.getByRole('button', { name: t('con_sign'), exact: true })).toBeHidden();
	await keep(page, 'contract-signing-390');
	await expectFits(page);
});

test('a cooperative refuses; mended and sent again, all sign and it is in force', async ({
	person,
	pageOf
}) => {
	test.setTimeout(180_000);
	const [firm, dgp, doanLuong] = [
		await person('firm'),
		await person('dgp'),
		await person('doanLuong')
	];
	const page = await pageOf(dgp);
	// The work of the day leads to it.
	await page.goto(`/quan-ly/${dgp.orgId}`);
	await expect(page.getByRole('heading', { name: t('con_today') })).toBeVisible();
	await page.getByRole('link', { name: contract.title }).click();
	await expect(page.getByRole('heading', { name: t('con_next_sign') })).toBeVisible();
	await expect(page.getByText('Đoàn Lương', { exact: true }), 'the share of others').toBeHidden();
	await page.getByRole('button', { name: t('con_refuse'), exact: true }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: t('con_refuse'), exact: true }).click();
	await expect(dialog.getByRole('alert')).toContainText(t('con_reason_needed'));
	await dialog.getByLabel(t('con_reason')).fill('Phạt giao thiếu cao quá.');
	await dialog.getByRole('button', { name: t('con_refuse'), exact: true }).click();
	await expect(page.getByText(t('con_status_draft'), { exact: true })).toBeVisible();

	const buyer = await pageOf(firm);
	await buyer.goto(at(firm));
	await expect(buyer.getByText('Phạt giao thiếu cao quá.').first()).toBeVisible();
	await buyer.getByRole('button', { name: t('con_send'), exact: true }).click();
	await expect(buyer.getByText(signedCount(0, 3))).toBeVisible();
	await sign(firm, contract, 2);
	await sign(doanLuong, contract, 2);

	await page.goto(at(dgp));
	await signOnPage(page, dgp);
	await expect(page.getByText(t('con_status_active'), { exact: true })).toBeVisible();
	await expect(page.getByText(signedCount(3, 3))).toBeVisible();
	await expect(page.getByRole('heading', { name: like('con_next_delivery') })).toBeVisible();
	await expect(page.getByRole('rowheader', { name: t('con_owed_deposit') })).toBeVisible();
	await expectAccessible(page);
	await expectFits(page);
	await keep(page, 'contract-active-390');

	// Who is no owner reads and does not sign; a stranger finds nothing.
	const other = await person('bamboo');
	const answer = await other.api.get(`/api/v1/orgs/${other.orgId}/contracts/${contract.id}`);
	expect(answer.status()).toBe(404);
});

test('an addendum shows old beside new and holds once both have signed', async ({
	person,
	pageOf
}) => {
	test.setTimeout(180_000);
	const [firm, dgp, doanLuong] = [
		await person('firm'),
		await person('dgp'),
		await person('doanLuong')
	];
	const page = await pageOf(firm);
	await page.goto(at(firm));
	await page.getByRole('link', { name: t('con_tab_addenda') }).click();
	await page.getByRole('link', { name: t('con_propose') }).click();
	await page.getByRole('button', { name: t('con_propose_send') }).click();
	await expect(page.getByRole('alert')).toContainText(t('con_reason_needed'));
	await page.getByLabel(t('con_reason')).fill('Tết cần nhiều hơn.');
	await page.getByRole('button', { name: t('con_propose_send') }).click();
	await expect(page.getByRole('alert')).toContainText(t('con_need_change'));
	const share = page.getByRole('group').filter({ hasText: 'DGP' }).first();
	await share.getByText('DGP').first().click();
	const month = page
		.getByRole('group', { name: t('con_add_months') })
		.getByRole('textbox')
		.first();
	await month.fill('420');
	await expectAccessible(page);
	await expectFits(page);
	await keep(page, 'contract-propose-390');
	await page.getByRole('button', { name: t('con_propose_send') }).click();
	await expect(page.getByRole('heading', { name: t('con_addendum', { number: 1 }) })).toBeVisible();
	const changes = page.getByRole('table', { name: t('con_changes') });
	await expect(changes).toContainText('300 kg');
	await expect(changes).toContainText('420 kg');
	await expectAccessible(page);
	await keep(page, 'contract-addendum-390');

	// Whom it does not touch does not see it.
	const others = await read<Schema['AddendumList']>(
		doanLuong.api,
		`/api/v1/orgs/${doanLuong.orgId}/contracts/${contract.id}/addenda`
	);
	expect(others.items).toEqual([]);
	const { items } = await read<Schema['AddendumList']>(
		firm.api,
		`/api/v1/orgs/${firm.orgId}/contracts/${contract.id}/addenda`
	);
	const number = items[0]?.document ?? 0;
	await sign(firm, contract, number);
	await sign(dgp, contract, number);
	await page.reload();
	await expect(page.getByText(t('con_add_in_force'), { exact: true })).toBeVisible();
	await expect(changes, 'the old outlives the change').toContainText('300 kg');
	const own = (await now(firm)).shares.find(({ orgId }) => orgId === dgp.orgId);
	expect(own?.months[0]?.contracted).toBe(420);

	// A second one is taken back by who proposed it.
	await write(firm.api, 'POST', `/api/v1/orgs/${firm.orgId}/contracts/${contract.id}/addenda`, {
		reason: 'Không cần nữa.',
		terminate: true
	});
	await page.reload();
	await page.getByRole('button', { name: t('con_withdraw'), exact: true }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('con_withdraw'), exact: true })
		.click();
	await expect(page.getByText(t('con_add_withdrawn'), { exact: true })).toBeVisible();
});

for (const look of deepLooks) {
	test.describe(look.name, () => {
		test.use({
			viewport: { width: look.width, height: look.height },
			colorScheme: look.colorScheme
		});
		test(`contracts have no barrier: ${look.name}`, async ({ person, pageOf }) => {
			test.setTimeout(180_000);
			const [firm, dgp, alliance] = [
				await person('firm'),
				await person('dgp'),
				await person('alliance')
			];
			const size = `${look.width}-${look.colorScheme}`;
			const pages: [Person, string, string, string][] = [
				[firm, `/quan-ly/${firm.orgId}/hop-dong`, t('con_title'), 'contracts-buyer'],
				[firm, at(firm), contract.title, 'contract-buyer'],
				[firm, at(firm, '/phu-luc'), contract.title, 'contract-addenda'],
				[firm, at(firm, '/phu-luc/moi'), contract.title, 'contract-propose'],
				[dgp, at(dgp), contract.title, 'contract-cooperative'],
				[alliance, '/lien-minh/hop-dong', t('con_title'), 'contracts-alliance'],
				[alliance, `/lien-minh/hop-dong/${contract.id}`, contract.title, 'contract-alliance'],
				[firm, `/en/quan-ly/${firm.orgId}/hop-dong`, t('con_title', {}, 'en'), 'contracts-buyer-en']
			];
			for (const [who, path, heading, name] of pages) {
				const page = await pageOf(who);
				const faults: string[] = [];
				page.on('pageerror', (error) => faults.push(error.message));
				await page.goto(path);
				await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
				await expect(page.getByText(t('loading'))).toHaveCount(0);
				await expectFits(page);
				await keep(page, `${name}-${size}`);
				await expectAccessible(page);
				expect(faults, path).toEqual([]);
				await page.close();
			}
		});
	});
}
