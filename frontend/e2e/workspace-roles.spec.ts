import type { Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { keep } from './support/screens';
import { expect, expectAccessible, test, write, type Person } from './support/workspace';
import { t } from './support/words';

type Schema = components['schemas'];
const password = 'nương ngô trên núi';

/** A cooperative of its own with its founder. */
async function founded(founder: Person): Promise<Schema['Organisation']> {
	return write(founder.api, 'POST', '/api/v1/orgs', {
		kind: 'cooperative',
		legalName: `Hợp tác xã Bản Lìm ${founder.me.id.slice(-6)}`,
		phone: '0912000555',
		communeCode: '04672'
	});
}

/** Brings somebody into the cooperative in a role. */
async function joins(owner: Person, orgId: string, person: Person, role: Schema['Role']) {
	const link = await write<Schema['InvitationLink']>(
		owner.api,
		'POST',
		`/api/v1/orgs/${orgId}/invitations`,
		{ role, email: person.me.email }
	);
	await write(
		person.api,
		'POST',
		`/api/v1/invitations/${link.url.split('/').pop() ?? ''}/accept`,
		undefined
	);
}

async function fits(page: Page) {
	const over = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(over, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

test('a new cooperative is led by its first steps, helped, and reads who did what', async ({
	newcomer,
	pageOf
}) => {
	test.slow();
	const owner = await newcomer();
	const org = await founded(owner);
	const page = await pageOf(owner);
	const base = `/quan-ly/${org.id}`;
	const pages = {
		'first-steps': [base, t('people_steps')],
		log: [`${base}/nhat-ky`, 'Đăng ký đơn vị'],
		help: [`${base}/tro-giup`, t('people_how_order')],
		members: [`${base}/thanh-vien`, t('people_phones')]
	} as const;
	for (const look of deepLooks) {
		await page.setViewportSize({ width: look.width, height: look.height });
		await page.emulateMedia({ colorScheme: look.colorScheme });
		for (const [name, [address, seen]] of Object.entries(pages)) {
			await page.goto(address);
			await expect(page.getByText(seen).first()).toBeVisible();
			await fits(page);
			await expectAccessible(page);
			await keep(page, `roles-${name}-${look.name}`);
		}
	}

	// The text grows at once, stays grown before anything is painted, and still fits at 390 px.
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto(`${base}/tro-giup`);
	await page.getByText(t('people_text_larger')).click();
	await page.goto(base);
	expect(await page.evaluate(() => document.documentElement.dataset.text)).toBe('3');
	await expect(page.getByText(t('people_steps'))).toBeVisible();
	await fits(page);
	await keep(page, 'roles-large-text');
	// A word explained opens by keyboard and closes by Escape.
	await page.goto(`${base}/tro-giup`);
	const hint = page.getByRole('button', {
		name: t('people_what_is', { word: t('people_word_lot') })
	});
	await hint.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByText(t('people_word_lot_text'))).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByText(t('people_word_lot_text'))).toBeHidden();

	await page.goto(base);
	await page.getByRole('button', { name: t('people_steps_dismiss') }).click();
	await expect(page.getByText(t('people_steps'))).toBeHidden();
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByText(t('people_steps'))).toBeHidden();
});

/** What a phone holds: rows that were read, what was typed, and all that its caches say. */
const held = (page: Page) =>
	page.evaluate(async () => {
		const database = await new Promise<IDBDatabase>((done, failed) => {
			const request = indexedDB.open('cho-phien');
			request.onsuccess = () => done(request.result);
			request.onerror = () => failed(new Error('no storage'));
		});
		const read = await new Promise<{ owner: string }[]>((done) => {
			const request = database.transaction('kept').objectStore('kept').getAll();
			request.onsuccess = () => done(request.result as { owner: string }[]);
		});
		database.close();
		const said: string[] = [];
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const answer = await cache.match(request);
				if (/html|json/.test(answer?.headers.get('Content-Type') ?? ''))
					said.push(request.url, (await answer?.text()) ?? '');
			}
		}
		return {
			owners: [...new Set(read.map(({ owner }) => owner))],
			typed: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
			cached: said.join('\n')
		};
	});

test('one phone changes hands by PIN, each acts as themselves', async ({ newcomer, pageOf }) => {
	test.slow();
	const [owner, packer] = [await newcomer(), await newcomer()];
	const org = await founded(owner);
	await joins(owner, org.id, packer, 'packer');
	await write(packer.api, 'PATCH', '/api/v1/me', { fullName: 'Lò Văn Đóng' });
	const phone = await pageOf(owner);
	await phone.setViewportSize({ width: 390, height: 844 });
	await phone.goto(`/quan-ly/${org.id}/thanh-vien`);

	// The owner sets a PIN and makes the phone in hand a shared one.
	await phone.getByRole('button', { name: t('people_pin_title') }).click();
	await phone.getByLabel(t('people_pin_new')).fill('123456');
	await phone.getByLabel(t('people_your_password')).fill(password);
	await phone.getByRole('button', { name: t('save') }).click();
	await expect(phone.getByRole('alert')).toContainText('dễ đoán');
	await phone.getByLabel(t('people_pin_new')).fill('730192');
	await phone.getByRole('button', { name: t('save') }).click();
	await expect(phone.getByText(t('people_pin_set'))).toBeVisible();
	await phone.getByRole('button', { name: t('people_phone_add') }).click();
	const sheet = phone.getByRole('dialog');
	await sheet.getByLabel(t('people_your_password')).fill(password);
	await expectAccessible(phone);
	await keep(phone, 'roles-share-phone', false);
	await sheet.getByRole('button', { name: t('people_phone_add') }).click();
	await expect(phone.getByText(t('people_this_phone'), { exact: true })).toBeVisible();

	// What the owner read and typed is on the phone while they hold it.
	await phone.goto(`/quan-ly/${org.id}`);
	await expect(phone.getByRole('heading', { level: 1, name: t('ws_today') })).toBeVisible();
	await phone.evaluate(() => localStorage.setItem('cp-demand:x:new', 'nếp cẩm của chủ nhiệm'));
	await expect.poll(async () => (await held(phone)).owners).toContain(owner.me.id);

	// Locked: who are you?
	await phone.getByRole('button', { name: t('ws_menu') }).click();
	await phone.getByRole('button', { name: t('people_lock_now') }).click();
	await expect(phone.getByRole('heading', { name: t('people_who') })).toBeVisible();
	await expectAccessible(phone);
	await keep(phone, 'roles-locked', false);
	const nobody = await held(phone);
	expect(nobody.owners).toEqual([]);
	expect(nobody.typed).not.toContain('nếp cẩm');
	expect(nobody.cached).not.toContain(owner.me.fullName);

	// The packer has no PIN yet: by password; then their own parts only.
	await phone.getByRole('button', { name: /Lò Văn Đóng/ }).click();
	await phone.getByLabel(t('party_password'), { exact: true }).fill(password);
	await phone.getByRole('button', { name: t('party_log_in') }).click();
	await expect(phone.getByRole('heading', { level: 1, name: t('ws_today') })).toBeVisible();
	await expect(phone.getByRole('link', { name: t('supply_title') })).toHaveCount(0);
	await phone.goto(`/quan-ly/${org.id}/nhat-ky`);
	await expect(phone.getByText(t('people_log_owner_only'))).toBeVisible();

	// The packer finds nothing of the owner's, without network either.
	const theirs = await held(phone);
	expect(theirs.owners).toEqual([packer.me.id]);
	expect(theirs.typed).not.toContain('nếp cẩm');
	await phone.context().setOffline(true);
	await phone
		.getByRole('link', { name: t('ws_today') })
		.first()
		.click();
	await expect(phone.getByRole('heading', { level: 1, name: t('ws_today') })).toBeVisible();
	await expect(phone.locator('body')).not.toContainText(owner.me.fullName);
	await phone.context().setOffline(false);

	// Back to the owner, by PIN: a wrong one first.
	await phone.goto(`/quan-ly/${org.id}/thanh-vien`);
	await phone.getByRole('button', { name: t('ws_menu') }).click();
	await phone.getByRole('button', { name: t('people_lock_now') }).click();
	await phone.getByRole('button', { name: /Sùng Thị Mỷ/ }).click();
	await phone.getByLabel(t('people_pin')).pressSequentially('111222');
	await expect(phone.getByRole('alert')).toContainText(t('people_pin_left', { count: 4 }));
	await expectAccessible(phone);
	await keep(phone, 'roles-pin', false);
	for (const digit of '730192') {
		await phone.getByRole('button', { name: digit, exact: true }).click();
	}
	await expect(phone.getByRole('heading', { level: 1, name: t('ws_today') })).toBeVisible();
	expect((await held(phone)).typed, 'what the owner typed comes back with them').toContain(
		'nếp cẩm'
	);

	// What concerns people asks for the password; what was typed is sent after it.
	await phone.goto(`/quan-ly/${org.id}/thanh-vien`);
	await phone.getByLabel(t('org_role_of', { name: 'Lò Văn Đóng' })).selectOption('bookkeeper');
	const again = phone.getByRole('dialog', { name: t('people_password_again') });
	await again.getByLabel(t('party_password'), { exact: true }).fill(password);
	await again.getByRole('button', { name: t('people_go_on') }).click();
	await expect(
		phone.getByText(t('org_role_set', { name: 'Lò Văn Đóng', role: t('people_role_bookkeeper') }))
	).toBeVisible();

	// Everything is in the log, under the right name.
	await phone.goto(`/quan-ly/${org.id}/nhat-ky?ve=people`);
	await expect(phone.getByText('Đăng ký điện thoại dùng chung')).toBeVisible();
	await expect(phone.getByText('Đổi vai trò: đóng hàng → kế toán')).toBeVisible();
});
