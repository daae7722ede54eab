import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { answer, flockOf, offerIn, publishDemand } from './support/offers';
import { tabTo } from './support/pages';
import { keep } from './support/screens';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, write } from './support/workspace';

type Schema = components['schemas'];

test.use({ viewport: { width: 390, height: 844 } });

/** The way into the form, whether a share is proposed or none. */
const make = new RegExp(`^(${t('offer_counter')}|${t('offer_make')})$`);

test('a cooperative counters on a phone; the buyer was quicker, and nothing typed is lost', async ({
	person,
	pageOf
}) => {
	test.setTimeout(180_000);
	const [firm, coop] = [await person('firm'), await person('dgp')];
	const { capacity, months } = await flockOf(coop, 300);
	const demand = await publishDemand(firm, [coop], { months, quantity: 300 });
	const asked = await offerIn(coop, demand.id);
	const page = await pageOf(coop);

	// From the day's page: what is owed leads to the list, the list to the offer.
	await page.goto(`/quan-ly/${coop.orgId}`);
	await page.getByRole('link', { name: like('wrk_owed') }).click();
	await expect(page.getByRole('heading', { level: 1, name: t('offer_title') })).toBeVisible();
	await expectAccessible(page);
	await page
		.getByRole('link', {
			name: t('offer_step_on', { step: t('offer_step_answer'), title: demand.title })
		})
		.click();
	await expect(page.getByRole('heading', { level: 1, name: demand.title })).toBeVisible();
	await expect(page.getByRole('table').first()).toContainText('300');
	await expect(page.getByText(demand.orgName).first()).toBeVisible();
	await expectAccessible(page);

	await page.getByRole('button', { name: t('offer_counter'), exact: true }).click();
	const quantity = page.getByLabel(like('offer_quantity_of'));
	const price = page.getByLabel(like('offer_price_of'));
	await expect(quantity.first()).toHaveValue('300');
	await quantity.first().fill('rất nhiều');
	await price.last().fill('');
	await page.getByRole('button', { name: t('offer_counter_send') }).click();
	await expect(page.getByRole('alert').first()).toContainText(t('offer_need_quantity'));
	await expect(quantity.first()).toHaveAttribute('aria-invalid', 'true');
	await expect(price.last()).toHaveAttribute('aria-invalid', 'true');
	await expectAccessible(page);

	await quantity.first().fill('1200');
	await price.first().fill('250k');
	await quantity.last().fill('');
	await quantity.last().blur();
	await expect(quantity.first()).toHaveValue('1.200');
	await expect(price.first()).toHaveValue('250.000');
	await expect(page.getByText('300.000.000 ₫').first()).toBeVisible();

	// A reload loses nothing.
	await page.reload();
	await page.getByRole('button', { name: t('offer_counter'), exact: true }).click();
	await expect(page.getByText(t('offer_restored'), { exact: true })).toBeVisible();
	await expect(quantity.first()).toHaveValue('1.200');
	await quantity.first().fill('280');

	// The buyer proposes other terms meanwhile.
	const [line] = demand.lines;
	await write(firm.api, 'POST', `/api/v1/orgs/${firm.orgId}/demands/${demand.id}/offers`, {
		orgId: coop.orgId,
		version: asked.version,
		note: 'Cần ít hơn một chút.',
		items: months.map((month) => ({
			lineId: line?.id,
			month,
			orgId: coop.orgId,
			capacityId: capacity.id,
			quantity: 260,
			unitPriceVnd: 231_000
		}))
	});
	await page.getByRole('button', { name: t('offer_counter_send') }).click();
	const notice = page.getByRole('alert').filter({ hasText: t('offer_moved') });
	await expect(notice).toBeFocused();
	await expect(notice).toContainText(t('offer_moved_typed'));
	await expect(quantity.first()).toHaveValue('280');
	await expect(page.getByText('231.000 ₫').first()).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'offer-moved-390');
	await page.getByRole('button', { name: t('offer_counter_send') }).click();
	await expect(page.getByText(t('offer_answered_title'))).toBeVisible();
	await expect(page.getByText('Cần ít hơn một chút.')).toBeVisible();
	const after = await offerIn(coop, demand.id);
	expect(after.status).toBe('countered');
	expect(after.items.map((item) => [item.quantity, item.unitPriceVnd])).toEqual([[280, 250_000]]);

	// The buyer awards it: what comes next is said, and nothing is left to press.
	await write(
		firm.api,
		'POST',
		`/api/v1/orgs/${firm.orgId}/demands/${demand.id}/award`,
		{
			choices: after.items.map(({ lineId, month, capacityId, quantity: all }) => ({
				...{ offerId: after.id, lineId, month, capacityId, quantity: all }
			}))
		},
		{ 'Idempotency-Key': crypto.randomUUID() }
	);
	await page.reload();
	await expect(page.getByText(t('offer_awarded_title'))).toBeVisible();
	await expect(page.getByText(t('offer_awarded_draft'))).toBeVisible();
	for (const dead of ['offer_accept', 'offer_edit', 'offer_decline'])
		await expect(page.getByRole('button', { name: t(dead), exact: true })).toHaveCount(0);
	await page.goto(`/quan-ly/${coop.orgId}/chao-hang?xem=xong`);
	await expect(page.getByRole('heading', { name: demand.title })).toBeVisible();
	await expectAccessible(page);
});

test('accepted, then declined with a reason, by the keyboard', async ({ person, pageOf }) => {
	test.setTimeout(120_000);
	const [firm, coop] = [await person('firm'), await person('dgp')];
	const { months } = await flockOf(coop, 300);
	const demand = await publishDemand(firm, [coop], { months, quantity: 300, sealed: true });
	const offer = await offerIn(coop, demand.id);
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/chao-hang/${offer.id}`);
	await expect(page.getByText(t('offer_sealed_text'))).toBeVisible();

	const accept = page.getByRole('button', { name: t('offer_accept'), exact: true });
	await tabTo(page, accept);
	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog');
	await expect(dialog).toContainText('600 con');
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await expect(accept).toBeFocused();
	await page.keyboard.press('Enter');
	await dialog.getByRole('button', { name: t('offer_accept_do'), exact: true }).click();
	await expect(page.getByText(t('offer_answered_title'))).toBeVisible();
	await expect(accept).toHaveCount(0);
	expect((await offerIn(coop, demand.id)).status).toBe('accepted');

	await page.getByRole('button', { name: t('offer_decline'), exact: true }).click();
	await dialog.getByRole('button', { name: t('offer_decline'), exact: true }).click();
	await expect(dialog.getByRole('alert')).toContainText(t('offer_need_reason'));
	await expectAccessible(page);
	await dialog.getByRole('button', { name: t('offer_reason_quantity') }).click();
	await page.context().setOffline(true);
	await dialog.getByRole('button', { name: t('offer_decline'), exact: true }).click();
	await expect(dialog.getByRole('alert')).toContainText(t('error_offline_text'));
	await page.context().setOffline(false);
	await dialog.getByRole('button', { name: t('offer_decline'), exact: true }).click();
	await expect(page.getByText(t('offer_declined_title'))).toBeVisible();
	await expect(page.getByText(t('offer_reason_quantity'))).toBeVisible();
	await expect(page.getByRole('button', { name: t('offer_counter'), exact: true })).toBeVisible();
	await expectAccessible(page);

	// The demand ends: what comes next is said.
	const now = await read<Schema['Demand']>(
		firm.api,
		`/api/v1/orgs/${firm.orgId}/demands/${demand.id}`
	);
	await write(firm.api, 'POST', `/api/v1/orgs/${firm.orgId}/demands/${demand.id}/close`, {
		version: now.version,
		note: 'Đã mua nơi khác.'
	});
	await expect(async () => {
		await page.reload();
		await expect(page.getByText(t('offer_ended_title'))).toBeVisible({ timeout: 2_000 });
	}).toPass({ timeout: 30_000 });
	await expect(page.getByRole('button', { name: t('offer_counter'), exact: true })).toHaveCount(0);
});

test('one cooperative asks another to stand together, who consents on the same page', async ({
	person,
	pageOf
}) => {
	test.setTimeout(120_000);
	const [firm, coop, other] = [await person('firm'), await person('dgp'), await person('bamboo')];
	const { months } = await flockOf(other, 50);
	const demand = await publishDemand(firm, [coop], { months, quantity: 90 });
	const offer = await offerIn(coop, demand.id);
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/chao-hang/${offer.id}`);
	await page.getByRole('button', { name: make }).click();
	const quantity = page.getByLabel(like('offer_quantity_of'));
	await quantity.first().fill('40');
	await page.getByLabel(like('offer_price_of')).first().fill('240k');
	await page.getByRole('button', { name: t('offer_add_partner') }).click();
	const sheet = page.getByRole('dialog');
	const name = other.me.memberships[0]?.name ?? '';
	await expect(sheet.getByText(name).first()).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'offer-partners-390', false);
	await sheet.getByRole('button', { name: t('offer_partners_ask', { name }) }).click();
	// What is lacking is proposed to them, at our own price.
	await expect(quantity.nth(2)).toBeFocused();
	await expect(quantity.nth(2)).toHaveValue('50');
	await expectAccessible(page);
	await page.getByRole('button', { name: t('offer_counter_send') }).click();
	await expect(page.getByText(t('offer_members_title'))).toBeVisible();
	await expect(page.getByText(t('offer_member_asked')).first()).toBeVisible();
	await expectAccessible(page);

	const theirs = await pageOf(other);
	await theirs.goto(`/quan-ly/${other.orgId}/chao-hang`);
	await theirs
		.getByRole('link', {
			name: t('offer_step_on', { step: t('offer_step_consent'), title: demand.title })
		})
		.click();
	await expect(theirs.getByText(like('offer_join_title'))).toBeVisible();
	await expect(theirs.getByRole('button', { name: t('offer_accept'), exact: true })).toHaveCount(0);
	await expectAccessible(theirs);
	await keep(theirs, 'offer-join-390');
	await theirs.getByRole('button', { name: t('offer_join'), exact: true }).click();
	await expect(theirs.getByText(t('offer_joined_title'))).toBeVisible();
	await page.reload();
	await expect(page.getByText(t('offer_member_consented'))).toBeVisible();
	await expect(page.getByText(t('offer_answered_title'))).toBeVisible();
});

test('both sides write, with files; what cannot be sent is refused before it is', async ({
	person,
	pageOf
}) => {
	test.setTimeout(120_000);
	const [firm, coop] = [await person('firm'), await person('dgp')];
	const { months } = await flockOf(coop, 60);
	const demand = await publishDemand(firm, [coop], { months, quantity: 60 });
	const offer = await offerIn(coop, demand.id);
	const messages = `/api/v1/orgs/${firm.orgId}/offers/${offer.id}/messages`;
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/chao-hang/${offer.id}`);
	const thread = page.getByRole('region', { name: t('offer_thread') });
	await expect(thread.getByText(t('offer_thread_none'))).toBeVisible();
	await thread.locator('input[type=file]').setInputFiles([
		{ name: 'Bảng giá.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 giá') },
		{ name: 'xem.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') }
	]);
	await expect(thread.getByRole('alert')).toContainText(t('offer_file_kind', { name: 'xem.exe' }));
	await expect(thread.getByRole('progressbar')).toHaveCount(0);
	await thread.getByLabel(t('offer_message'), { exact: true }).fill('Gửi bảng giá.\nXin xem giúp.');
	await page.context().setOffline(true);
	await thread.getByRole('button', { name: t('offer_message_send'), exact: true }).click();
	await expect(thread.getByText(t('error_offline_text'))).toBeVisible();
	await page.context().setOffline(false);
	await page.reload();
	await expect(thread.getByText('Bảng giá.pdf')).toBeVisible();
	await thread.getByRole('button', { name: t('offer_message_send'), exact: true }).click();
	const log = thread.getByRole('log');
	await expect(log.getByText('Xin xem giúp.')).toBeVisible();
	await expect(thread.getByLabel(t('offer_message'), { exact: true })).toHaveValue('');
	await expectAccessible(page);

	const { items } = await read<Schema['OfferMessageList']>(firm.api, messages);
	expect(items).toHaveLength(1);
	expect(items[0]?.files.map(({ name }) => name)).toEqual(['Bảng giá.pdf']);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		log.getByRole('link', { name: /Bảng giá\.pdf/ }).click()
	]);
	expect(download.suggestedFilename()).toBe('Bảng giá.pdf');
	await write(
		firm.api,
		'POST',
		messages,
		{ body: 'Cảm ơn HTX.' },
		{ 'Idempotency-Key': crypto.randomUUID() }
	);
	// It comes by itself.
	await expect(log.getByText('Cảm ơn HTX.')).toBeVisible({ timeout: 30_000 });
});

for (const { name, width, height, colorScheme } of deepLooks) {
	test.describe(name, () => {
		test.use({ viewport: { width, height }, colorScheme });

		test('the pages of offers fit, read and look right', async ({ person, pageOf }) => {
			test.setTimeout(180_000);
			const [firm, coop, other] = [
				await person('firm'),
				await person('dgp'),
				await person('bamboo')
			];
			const { months } = await flockOf(coop, 300);
			const demand = await publishDemand(firm, [coop, other], { months, quantity: 300 });
			const [offer, rival] = [await offerIn(coop, demand.id), await offerIn(other, demand.id)];
			if (rival.proposal.length > 0) await answer(other, rival, { action: 'accept' });
			const base = `/quan-ly/${coop.orgId}/chao-hang`;
			const pages: [string, string, string][] = [
				['list', base, t('offer_title')],
				['over', `${base}?xem=xong`, t('offer_title')],
				['offer', `${base}/${offer.id}`, demand.title],
				['counter', `${base}/${offer.id}`, demand.title],
				['board', `/quan-ly/${coop.orgId}/bang-nhu-cau/${demand.id}`, demand.title],
				['today', `/quan-ly/${coop.orgId}`, t('ws_today')],
				['english', `/en${base}/${offer.id}`, demand.title]
			];
			for (const [shot, path, heading] of pages) {
				const page = await pageOf(coop);
				const faults: string[] = [];
				page.on('pageerror', (error) => faults.push(error.message));
				await page.goto(path);
				await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
				await expect(page.getByText(t('loading'))).toHaveCount(0);
				if (shot === 'counter') {
					await page.getByRole('button', { name: make }).click();
					await page.getByLabel(t('offer_dated')).check();
					await expect(page.getByLabel(like('offer_due_of')).first()).toBeVisible();
				}
				const over = await page.evaluate(
					() => document.documentElement.scrollWidth - window.innerWidth
				);
				expect(over, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
				await expectAccessible(page);
				await keep(page, `offer-${shot}-${name}`);
				expect(faults).toEqual([]);
				await page.close();
			}
		});
	});
}
