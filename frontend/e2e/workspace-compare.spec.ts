import type { Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { answerTo, asked, counter, declare, publish } from './support/negotiation';
import { keep } from './support/screens';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, type Person } from './support/workspace';

type Schema = components['schemas'];

// All demands compete for the same flocks, far ahead of everybody else's: tests take turns.
test.describe.configure({ mode: 'serial' });
const ahead = 15;
const stamp = Date.now() % 100_000;

/** Three cooperatives are asked: one accepts, one counters with less and dearer, one is silent yet. */
async function negotiate(
	person: (who: 'tea' | 'honey' | 'noodle' | 'peanut' | 'firm') => Promise<Person>,
	from: number,
	title: string
): Promise<Schema['Demand']> {
	const firm = await person('firm');
	await declare(await person('tea'), from, 2000, 203_000);
	await declare(await person('honey'), from, 1500, 207_000);
	await declare(await person('noodle'), from, 900, 212_000);
	const demand = await publish(firm, from, title);
	await asked(firm, demand.id, 3);
	await answerTo(await person('tea'), demand.id, { action: 'accept' });
	await counter(await person('honey'), demand.id, 1200, 5000, 'Tháng sau mới đủ đàn.');
	return demand;
}

const at = (firm: Person, id: string) => `/quan-ly/${firm.orgId}/nhu-cau/${id}/chao-hang`;
const rowOf = (page: Page, name: string) =>
	page.getByRole('table', { name: like('neg_table') }).getByRole('row', { name });
const nameOf = (person: Person) => person.me.memberships[0]?.name ?? '';
/** The quantity fields of a cooperative, month by month. */
const fields = (page: Page, name: string) => page.getByRole('textbox', { name: `${name}, ` });

test('a buyer compares, asks another, moves the split and awards; what changes meanwhile is told', async ({
	person,
	newcomer,
	pageOf
}) => {
	test.setTimeout(240_000);
	const [firm, tea, honey, noodle, peanut] = [
		await person('firm'),
		await person('tea'),
		await person('honey'),
		await person('noodle'),
		await person('peanut')
	];
	await declare(peanut, ahead, 1000, 260_000);
	const demand = await negotiate(person, ahead, `So sánh ${stamp}`);
	const page = await pageOf(firm);

	// From the firm's home to the demand, and on to the offers.
	await page.goto(`/quan-ly/${firm.orgId}`);
	await expect(page.getByRole('heading', { name: demand.title })).toBeVisible();
	await page.goto(`/quan-ly/${firm.orgId}/nhu-cau/${demand.id}`);
	await page.getByRole('link', { name: t('neg_compare') }).click();
	await expect(page.getByRole('heading', { level: 1, name: t('neg_title') })).toBeVisible();
	await expect(page.getByText(t('neg_sealed_text'))).toBeVisible();

	// Side by side: as asked, and what the counter-offer changed.
	await expect(rowOf(page, nameOf(tea))).toContainText(t('neg_as_asked'));
	await expect(rowOf(page, nameOf(honey))).toContainText('−900 con');
	await expect(rowOf(page, nameOf(honey))).toContainText('+5.000');
	await expect(rowOf(page, nameOf(noodle))).toContainText(t('neg_status_invited'));
	await page.getByRole('button', { name: t('neg_reliability') }).click();
	await expect(page).toHaveURL(/xep=reliability/);
	await page.getByRole('button', { name: t('neg_open_of', { name: nameOf(honey) }) }).click();
	const sheet = page.getByRole('dialog');
	await expect(sheet.getByText('Tháng sau mới đủ đàn.')).toBeVisible();
	await expect(sheet.getByText('1.200 con').first()).toBeVisible();
	await sheet.getByRole('textbox', { name: t('offer_message') }).fill('Cân lại giá giúp mình nhé.');
	await sheet.getByRole('button', { name: t('offer_message_send') }).click();
	await expect(sheet.getByText('Cân lại giá giúp mình nhé.')).toBeVisible();
	await page.keyboard.press('Escape');

	// Another cooperative is asked for what is missing.
	await page.getByRole('button', { name: t('neg_ask_other') }).click();
	await sheet.getByRole('button', { name: t('neg_ask_send') }).waitFor({ state: 'detached' });
	await sheet.getByLabel(t('neg_cooperative')).selectOption({ label: nameOf(peanut) });
	await expect(sheet.getByLabel(t('neg_quantity')).first()).toHaveValue('800');
	await sheet.getByLabel(t('neg_quantity')).first().fill('nhiều');
	await sheet.getByRole('button', { name: t('neg_ask_send') }).click();
	await expect(sheet.getByText(t('neg_ask_bad_quantity')).first()).toBeVisible();
	await sheet.getByLabel(t('neg_quantity')).first().fill('800');
	await sheet.getByRole('button', { name: t('neg_ask_send') }).click();
	await expect(rowOf(page, nameOf(peanut))).toContainText(t('neg_status_invited'));

	// The split: proposed out of what was offered, changed by keyboard, judged at once.
	const first = fields(page, nameOf(tea)).first();
	await expect(first).toHaveValue('2.000');
	await expect(page.getByText(/còn thiếu 800 con/).first()).toBeVisible();
	await first.fill('2500');
	await expect(page.getByText(/chỉ chào 2\.000 con, bạn đang chọn 2\.500 con/)).toBeVisible();
	await expect(page.getByRole('button', { name: t('neg_award_mend') })).toBeVisible();
	await first.fill('1900');
	await expect(page.getByText(/còn thiếu 900 con/).first()).toBeVisible();
	await first.press('Enter');
	await expect(fields(page, nameOf(tea)).nth(1)).toBeFocused();
	await page.reload();
	await expect(first, 'a reload loses nothing').toHaveValue('1.900');

	// Staff try the split and hand it over; awarding is the owner's.
	const invitation = await (
		await firm.api.post(`/api/v1/orgs/${firm.orgId}/invitations`, { data: { role: 'staff' } })
	).json();
	const clerk = await newcomer();
	await clerk.api.post(`/api/v1/invitations/${String(invitation.url).split('/').at(-1)}/accept`);
	const desk = await pageOf(clerk);
	await desk.goto(at(firm, demand.id));
	await desk.getByRole('button', { name: t('neg_hand_over') }).click();
	const link = await desk.getByLabel(t('neg_hand_over_link')).inputValue();
	const refused = await clerk.api.post(`/api/v1/orgs/${firm.orgId}/demands/${demand.id}/award`, {
		data: { choices: [] },
		headers: { 'Idempotency-Key': crypto.randomUUID() }
	});
	expect([refused.status(), (await refused.json()).code]).toEqual([403, 'auth.owner_only']);
	await page.goto('about:blank');
	await page.goto(link);
	await expect(page.getByText(t('neg_from_link'))).toBeVisible();
	await expect(first).toHaveValue('2.000');

	// The other side changes its offer while the buyer reviews: refused, told exactly, nothing lost.
	await page.getByRole('button', { name: t('neg_award'), exact: true }).click();
	const review = page.getByRole('dialog');
	await expect(review.getByText(nameOf(honey))).toBeVisible();
	await expect(review.getByText(/thiếu 800 con/)).toBeVisible();
	await expectAccessible(page);
	await counter(honey, demand.id, 1000, 4000);
	await review.getByRole('button', { name: t('neg_award_do') }).click();
	await expect(page.getByText(t('neg_changed_title'))).toBeVisible();
	await expect(
		page.getByText(/số lượng chào từ 1\.200 con thành 1\.000 con/).first()
	).toBeVisible();
	await expect(fields(page, nameOf(honey)).first()).toHaveValue('1.200');
	await expect(page.getByText(/chỉ chào 1\.000 con, bạn đang chọn 1\.200 con/)).toBeVisible();
	await page.getByRole('button', { name: t('neg_changed_seen') }).click();
	await page.getByRole('button', { name: t('neg_reset') }).click();
	await expect(fields(page, nameOf(honey)).first()).toHaveValue('1.000');

	// Awarded: to the contract that was drafted, with what was chosen and no more.
	await page.getByRole('button', { name: t('neg_award'), exact: true }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('neg_award_do') })
		.click();
	await expect(page).toHaveURL(/\/hop-dong\/[0-9a-f-]{36}/);
	const id = page.url().split('/').at(-1);
	const contract = await read<Schema['Contract']>(
		firm.api,
		`/api/v1/orgs/${firm.orgId}/contracts/${id}`
	);
	const sum = contract.shares
		.flatMap(({ months }) => months)
		.reduce((all, { contracted }) => all + contracted, 0);
	expect([contract.status, sum]).toEqual(['draft', 9000]);
	await page.goto(at(firm, demand.id));
	await expect(page.getByText(t('neg_awarded'), { exact: true })).toBeVisible();
	await expect(page.getByRole('link', { name: t('neg_to_contract') })).toHaveAttribute(
		'href',
		new RegExp(`${id}$`)
	);
	await expect(page.getByRole('button', { name: t('neg_award'), exact: true })).toHaveCount(0);
});

test('before anybody was asked the page says so', async ({ person, pageOf }) => {
	const firm = await person('firm');
	const page = await pageOf(firm);
	const body = {
		title: `Nháp ${stamp}`,
		audience: 'all',
		communeCode: '',
		addressLine: '',
		lines: []
	};
	const draft = await firm.api.post(`/api/v1/orgs/${firm.orgId}/demands`, {
		data: {
			...body,
			delivery: 'delivered',
			payment: 'on_delivery',
			sealed: true,
			answerBy: new Date(Date.now() + 86_400_000).toISOString()
		},
		headers: { 'Idempotency-Key': crypto.randomUUID() }
	});
	const { id } = (await draft.json()) as Schema['Demand'];
	await page.goto(at(firm, id));
	await expect(page.getByText(t('neg_none_yet'))).toBeVisible();
	await expectAccessible(page);
});

let looked: Schema['Demand'] | undefined;

for (const { name, width, height, colorScheme } of deepLooks) {
	test.describe(name, () => {
		test.use({ viewport: { width, height }, colorScheme });

		test('the comparison and its sheets fit, read and look right', async ({ person, pageOf }) => {
			test.setTimeout(180_000);
			const firm = await person('firm');
			looked ??= await negotiate(person, ahead + 6, `Xem ${stamp}`);
			const page = await pageOf(firm);
			const faults: string[] = [];
			page.on('pageerror', (error) => faults.push(error.message));
			const look = async (shot: string, full = true) => {
				const over = await page.evaluate(
					() => document.documentElement.scrollWidth - window.innerWidth
				);
				expect(over, `${shot} is wider than the screen`).toBeLessThanOrEqual(0);
				await expectAccessible(page);
				await keep(page, `compare-${shot}-${name}`, full);
			};
			await page.goto(at(firm, looked.id));
			await expect(page.getByRole('heading', { level: 1, name: t('neg_title') })).toBeVisible();
			await expect(page.getByRole('img', { name: like('neg_chart_label') })).toBeVisible();
			await expect(page.getByText(/còn thiếu 800 con/).first()).toBeVisible();
			await look('page');
			await page
				.getByRole('button', { name: like('neg_open_of') })
				.nth(1)
				.click();
			await expect(page.getByRole('dialog').getByText(t('offer_thread')).first()).toBeVisible();
			await look('offer', false);
			await page.keyboard.press('Escape');
			await page
				.getByRole('button', { name: like('neg_ask_again_of') })
				.nth(1)
				.click();
			await expect(page.getByRole('button', { name: t('neg_ask_send') })).toBeVisible();
			await look('ask', false);
			await page.keyboard.press('Escape');
			await page.getByRole('button', { name: t('neg_award'), exact: true }).click();
			await expect(page.getByRole('button', { name: t('neg_award_do') })).toBeVisible();
			await look('award', false);
			await page.goto(`/quan-ly/${firm.orgId}`);
			await expect(page.getByRole('heading', { name: looked.title })).toBeVisible();
			await look('home');
			await page.goto(`/en${at(firm, looked.id)}`);
			await expect(
				page.getByRole('heading', { level: 1, name: t('neg_title', {}, 'en') })
			).toBeVisible();
			await expect(page.getByRole('img', { name: like('neg_chart_label', 'en') })).toBeVisible();
			await look('english');
			expect(faults).toEqual([]);
		});
	});
}
