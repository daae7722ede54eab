import type { components } from '../src/lib/api/schema.gen';
import { expect, expectAccessible, read, test, write } from './support/workspace';
import { t } from './support/words';

type Schema = components['schemas'];

test('a new cooperative registers, waits, and is verified by the Alliance', async ({
	newcomer,
	person,
	pageOf
}) => {
	const founder = await newcomer();
	const page = await pageOf(founder);
	await page.goto('/quan-ly');
	await expect(page.getByText(t('ws_none_title'))).toBeVisible();
	await page.getByRole('link', { name: t('ws_register') }).click();

	const name = `Hợp tác xã Bản Mù ${founder.me.id.slice(-6)}`;
	await page.getByLabel(t('org_legal_name')).fill(name);
	await page.getByRole('button', { name: t('org_register_send') }).click();
	await expect(page.getByRole('alert')).toContainText(t('org_need_commune'));
	await expect(page.getByLabel(t('org_legal_name'))).toHaveValue(name);
	await page.getByRole('combobox').fill('bản mù');
	await page.getByRole('option').first().click();
	await page.getByLabel(t('org_phone')).fill('0912 000 111');
	await expectAccessible(page);
	await page.getByRole('button', { name: t('org_register_send') }).click();
	await expect(page.getByText(t('org_pending_title'))).toBeVisible();
	await expectAccessible(page);

	const alliance = await person('alliance');
	const desk = await pageOf(alliance);
	await desk.goto('/lien-minh/don-vi?tinh-trang=pending');
	await desk.getByRole('button', { name: `${t('ali_review')}: ${name}` }).click();
	const sheet = desk.getByRole('dialog');
	await expect(sheet).toContainText('0912 000 111');
	await expect(sheet).toContainText(t('ali_not_told'));
	await expectAccessible(desk);
	// Nobody is verified who has not told who they are.
	const me = await read<Schema['Me']>(founder.api, '/api/v1/me');
	await write(founder.api, 'PATCH', `/api/v1/orgs/${me.memberships[0]?.orgId}`, {
		registrationNo: '16C8000123',
		registrationIssuer: 'Phòng Kinh tế xã Trạm Tấu',
		registrationDate: '2024-05-20',
		representative: 'Sùng Thị Mỷ',
		address: 'Bản Mù'
	});
	await sheet.getByRole('button', { name: t('ali_verify') }).click();
	await expect(desk.getByRole('button', { name: `${t('ali_review')}: ${name}` })).toHaveCount(0);

	await page.reload();
	await expect(page.getByRole('heading', { name: t('ws_today') })).toBeVisible();
	await expect(page.getByText(t('org_pending_title'))).toHaveCount(0);
});

test('suspending needs a reason, and can be taken back', async ({ newcomer, person, pageOf }) => {
	const founder = await newcomer();
	const org = await write<Schema['Organisation']>(founder.api, 'POST', '/api/v1/orgs', {
		kind: 'buyer',
		legalName: `Công ty Bếp Phố ${founder.me.id.slice(-6)}`,
		phone: '0912000222'
	});
	const alliance = await person('alliance');
	const page = await pageOf(alliance);
	await page.goto('/lien-minh/don-vi?loai=buyer');
	await page.getByRole('button', { name: `${t('ali_review')}: ${org.legalName}` }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: t('ali_refuse') }).click();
	await sheet.getByRole('button', { name: t('ali_suspend') }).click();
	await expect(sheet.getByRole('alert')).toContainText(t('ali_need_reason'));
	await sheet.getByLabel(t('ali_reason')).fill('Chưa có trong sổ đăng ký doanh nghiệp.');
	await sheet.getByRole('button', { name: t('ali_suspend') }).click();
	await page.getByRole('button', { name: `${t('ali_open')}: ${org.legalName}` }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('ali_restore') })
		.click();
	await expect(page.getByRole('dialog')).toBeHidden();
	const now = await read<Schema['Organisation']>(founder.api, `/api/v1/orgs/${org.id}`);
	expect(now.status).toBe('verified');
});

test('an owner invites by a link shown once; staff only look on', async ({
	newcomer,
	pageOf,
	baseURL
}) => {
	const owner = await newcomer();
	const org = await write<Schema['Organisation']>(owner.api, 'POST', '/api/v1/orgs', {
		kind: 'buyer',
		legalName: `Bếp ăn Tre Xanh ${owner.me.id.slice(-6)}`,
		phone: '0912000333'
	});
	const page = await pageOf(owner);
	await page.goto(`/quan-ly/${org.id}/thanh-vien`);
	await page.getByRole('button', { name: t('org_invite') }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: t('org_invite_send') }).click();
	await expect(sheet.getByRole('alert')).toContainText(t('people_need_contact'));
	const guest = await newcomer();
	await sheet.getByLabel(t('people_invite_contact')).fill(guest.me.email ?? '');
	await sheet.getByRole('button', { name: t('org_invite_send') }).click();
	const link = await sheet.getByLabel(t('org_invite_link')).inputValue();
	expect(link.startsWith(`${baseURL}/loi-moi/`)).toBe(true);
	await expectAccessible(page);
	await sheet
		.getByRole('button', { name: t('close') })
		.last()
		.click();
	await expect(page.getByText(t('org_invitations'))).toBeVisible();
	await expect(page.getByText(link)).toHaveCount(0);

	const token = link.split('/').pop() ?? '';
	await write(guest.api, 'POST', `/api/v1/invitations/${token}/accept`, undefined);
	const theirs = await pageOf(guest);
	await theirs.goto(`/quan-ly/${org.id}/thanh-vien`);
	await expect(theirs.getByText(t('org_members_text_staff'))).toBeVisible();
	await expect(theirs.getByRole('button', { name: t('org_invite') })).toHaveCount(0);

	await page.reload();
	await page
		.getByLabel(t('org_role_of', { name: 'Sùng Thị Mỷ' }))
		.last()
		.selectOption('owner');
	await expect(
		page.getByText(t('org_role_set', { name: 'Sùng Thị Mỷ', role: t('org_role_owner') }))
	).toBeVisible();
	await page.getByRole('button', { name: t('undo') }).click();
	await expect(
		page.getByText(t('org_role_set', { name: 'Sùng Thị Mỷ', role: t('org_role_staff') }))
	).toBeVisible();
	await page.getByRole('button', { name: t('org_remove_of', { name: 'Sùng Thị Mỷ' }) }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('org_remove') })
		.click();
	await expect(
		page.getByRole('button', { name: t('org_remove_of', { name: 'Sùng Thị Mỷ' }) })
	).toHaveCount(0);
});

test('the card saves what was changed and keeps what was typed when refused', async ({
	newcomer,
	pageOf
}) => {
	const owner = await newcomer();
	const org = await write<Schema['Organisation']>(owner.api, 'POST', '/api/v1/orgs', {
		kind: 'buyer',
		legalName: `Siêu thị Nắng ${owner.me.id.slice(-6)}`,
		phone: '0912000444'
	});
	const page = await pageOf(owner);
	await page.goto(`/quan-ly/${org.id}/ho-so`);
	await page.getByLabel(t('org_email')).fill('không phải e-mail');
	await page.getByRole('button', { name: t('save') }).click();
	await expect(page.getByRole('alert')).toContainText('Email chưa đúng');
	await expect(page.getByLabel(t('org_email'))).toHaveValue('không phải e-mail');
	await page.getByLabel(t('org_email')).fill('mua@example.test');
	await page.getByRole('button', { name: t('save') }).click();
	await expect(page.getByText(t('org_card_saved'))).toBeVisible();
	const now = await read<Schema['Organisation']>(owner.api, `/api/v1/orgs/${org.id}`);
	expect([now.email, now.phone]).toEqual(['mua@example.test', '+84912000444']);
});
