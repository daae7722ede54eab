import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { keep } from './support/screens';
import { addPaper, approve, fillIdentity, handIn, paper, review } from './support/verification';
import { expect, expectAccessible, read, test, write } from './support/workspace';
import { t } from './support/words';

type Schema = components['schemas'];

const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);

test('a cooperative hands in what is missing, is verified and may trade', async ({
	newcomer,
	person,
	pageOf
}) => {
	const founder = await newcomer();
	const name = `Hợp tác xã Nậm Mười ${founder.me.id.slice(-6)}`;
	const org = await write<Schema['Organisation']>(founder.api, 'POST', '/api/v1/orgs', {
		kind: 'cooperative',
		legalName: name,
		phone: '0912000333',
		communeCode: '04672'
	});
	const page = await pageOf(founder);
	await page.goto(`/quan-ly/${org.id}/ho-so`);
	await expect(page.getByText(t('ver_missing', { count: 6 }))).toBeVisible();
	await fillIdentity(page, '16C8000999');
	await page.getByRole('button', { name: t('ver_send') }).click();
	await expect(page.getByRole('alert').first()).toBeVisible(); // the paper is missing; what was typed stays
	await expect(page.getByLabel(t('org_representative'))).toHaveValue('Sùng Thị Mỷ');
	await addPaper(page);
	await expectAccessible(page);
	await keep(page, 'desk-profile');
	await handIn(page);

	const desk = await pageOf(await person('alliance'));
	const sheet = await review(desk, name);
	await expect(sheet.getByText(paper, { exact: false }).first()).toBeVisible();
	await expectAccessible(desk);
	await keep(desk, 'desk-review');
	await approve(desk, name);
	const now = await read<Schema['Organisation']>(founder.api, `/api/v1/orgs/${org.id}`);
	expect(now.status).toBe('verified');
	expect(now.representative).toBe('Sùng Thị Mỷ');
});

test('a guest complains with evidence; the Alliance takes it up and answers', async ({
	page,
	person,
	pageOf
}) => {
	await page.goto('/khieu-nai?ve=listing&ma=mut-tao-meo');
	await page.getByLabel(t('tic_reason')).selectOption('misleading');
	await page.getByLabel(t('tic_words')).fill('Ảnh chụp hũ 500 g, tôi nhận hũ 250 g.');
	await page.getByLabel(t('tic_name')).fill('Nguyễn Thị Lan');
	await page.getByLabel(t('tic_contact')).fill('lan@example.test');
	await expectAccessible(page);
	await page.getByRole('button', { name: t('tic_send') }).click();
	await expect(page).toHaveURL(/\/khieu-nai\/[0-9a-f-]+\?k=/);
	await page
		.locator('input[type=file]')
		.setInputFiles({ name: 'hu-mut.png', mimeType: 'image/png', buffer: png });
	await expect(page.getByText('hu-mut.png').first()).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'desk-ticket-own');
	const id = /khieu-nai\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';

	const desk = await pageOf(await person('alliance'));
	await desk.goto(`/lien-minh/khieu-nai/${id}`);
	await desk.getByRole('button', { name: t('tic_acknowledge'), exact: true }).click();
	await expect(desk.getByText(t('tic_event_acknowledged'))).toBeVisible();
	await desk.getByLabel(t('tic_outcome')).fill('Hợp tác xã đã sửa ảnh và gửi bù một hũ.');
	await desk.getByRole('button', { name: t('tic_do_uphold') }).click();
	await expect(desk.getByText(t('tic_state_upheld')).first()).toBeVisible();
	await expectAccessible(desk);
	await page.reload();
	await expect(page.getByText('Hợp tác xã đã sửa ảnh và gửi bù một hũ.').first()).toBeVisible();
});

test('the Alliance writes, looks at a workspace without touching it, and is seen', async ({
	person,
	pageOf
}) => {
	const coop = await person('honey');
	const desk = await pageOf(await person('alliance'));
	const letter = `Mời họp ngày 05/12 (${Date.now().toString(36)})`;
	await desk.goto(`/lien-minh/tin-nhan/${coop.orgId}`);
	await desk.locator('#letter').fill(letter);
	await desk.getByRole('button', { name: t('lia_send'), exact: true }).click();
	await expect(desk.getByText(letter)).toBeVisible();
	const own = await pageOf(coop);
	await own.goto(`/quan-ly/${coop.orgId}/tin-nhan`);
	await expect(own.getByText(letter)).toBeVisible();
	await expectAccessible(own);

	const alliance = await person('alliance');
	await write(alliance.api, 'POST', `/api/v1/alliance/organisations/${coop.orgId}/view`, {
		reason: 'Hợp tác xã gọi nhờ xem đơn'
	});
	try {
		const looking = await pageOf(alliance);
		await looking.goto(`/quan-ly/${coop.orgId}/hang-hoa`);
		await expect(looking.getByRole('button', { name: t('view_end') })).toBeVisible();
		await keep(looking, 'desk-viewing');
		await expectAccessible(looking);
	} finally {
		const ended = await alliance.api.delete('/api/v1/alliance/view');
		expect(ended.status()).toBe(204);
	}
	await own.goto(`/quan-ly/${coop.orgId}/ho-so`);
	await expect(own.getByText('Hợp tác xã gọi nhờ xem đơn').first()).toBeVisible();
});

for (const look of deepLooks) {
	test(`the desk's queues stand in ${look.name}`, async ({ person, pageOf }) => {
		const desk = await pageOf(await person('alliance'));
		await desk.setViewportSize(look);
		await desk.emulateMedia({ colorScheme: look.colorScheme });
		for (const [path, heading] of [
			['/lien-minh', t('ws_overview')],
			['/lien-minh/xac-minh?xem=xong', t('ver_title')],
			['/lien-minh/duyet-hang', t('chk_title')],
			['/lien-minh/khieu-nai?xem=xong', t('tic_complaints')],
			['/lien-minh/yeu-cau-du-lieu', t('tic_data')],
			['/lien-minh/tin-nhan', t('lia_threads')]
		] as const) {
			await desk.goto(path);
			await expect(desk.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
			await expectAccessible(desk);
			await keep(desk, `desk-${look.name}-${path.replace(/[/?=]/g, '_')}`);
		}
	});
}
