import { request, type Browser, type Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { mailsTo } from './support/mail';
import { demoPassword, logins } from './support/people';
import { keep } from './support/screens';
import { chooseCommune } from './support/shopping';
import { like, t } from './support/words';
import { expect, read, test, write, type Person } from './support/workspace';

type Schema = components['schemas'];

/** The first day of the month `ahead` months from now, in Vietnam. */
function monthStart(ahead: number): string {
	const now = new Date(Date.now() + 7 * 3_600_000);
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
		.toISOString()
		.slice(0, 10);
}
function monthEnd(ahead: number): string {
	const day = new Date(`${monthStart(ahead + 1)}T00:00:00Z`);
	day.setUTCDate(0);
	return day.toISOString().slice(0, 10);
}
const day = 86_400_000;
/**
 * Monthly goods are due on the 15th: with this lead time the first month's are called off
 * as soon as all have signed.
 */
const lead = Math.round(
	(Date.parse(monthStart(1)) + 14 * day) / day - Math.floor((Date.now() + 7 * 3_600_000) / day)
);

/**
 * Who takes part: the firm, three cooperatives with 4,000 birds a month between them, and a
 * fourth with more than one of them. Nobody else asks for birds without a certificate.
 */
const flocks = [
	{ login: 'demo03@chophien.test', each: 1700 },
	{ login: 'demo08@chophien.test', each: 1300 },
	{ login: 'demo02@chophien.test', each: 1000 },
	{ login: 'pungluong@chophien.test', each: 2000 }
];
interface Seller extends Person {
	name: string;
	login: string;
	capacity: string;
}

async function enter(baseURL: string | undefined, login: string): Promise<Person> {
	const api = await request.newContext({ baseURL });
	await write(api, 'POST', '/api/v1/auth/login', { login, password: demoPassword });
	const me = await read<Schema['Me']>(api, '/api/v1/me');
	return { api, me, orgId: me.memberships[0]?.orgId ?? '' };
}

/** Declares six months of birds from next month on. */
async function declare(coop: Person, each: number, priceVnd: number): Promise<string> {
	const made = await write<Schema['Capacity']>(
		coop.api,
		'POST',
		`/api/v1/orgs/${coop.orgId}/capacities`,
		{
			...{ typeCode: 'ga-hmong-thuong-pham', unit: 'con', grade: 'Thả đồi', period: 'month' },
			...{ sureness: 'standing', minQty: 100, lotQty: 50, leadDays: lead, pickupCommune: '04576' },
			tiers: [{ minQty: 100, priceVnd }],
			periods: [1, 2, 3, 4, 5, 6].map((n) => ({ startsOn: monthStart(n), declared: each }))
		},
		{ 'Idempotency-Key': crypto.randomUUID() }
	);
	return made.id;
}

const at = (who: Person, rest: string) => `/quan-ly/${who.orgId}/${rest}`;
const api = (who: Person, rest: string) => `/api/v1/orgs/${who.orgId}/${rest}`;

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** Keeps the page at both widths. */
async function keepBoth(page: Page, name: string): Promise<void> {
	const before = page.viewportSize() ?? wide;
	for (const size of [phone, wide]) {
		await page.setViewportSize(size);
		await expect(page.getByText(t('loading'))).toHaveCount(0);
		await keep(page, `show1-${name}-${size.width}`);
	}
	await page.setViewportSize(before);
}

test('4,000 chickens a month: split, declined, re-matched, signed, delivered short and made up', async ({
	browser,
	baseURL
}) => {
	test.setTimeout(420_000);
	const pageOf = async (who: Person, viewport = phone) => {
		const context = await (browser as Browser).newContext({
			...{ baseURL, viewport, locale: 'vi-VN', storageState: await who.api.storageState() }
		});
		return context.newPage();
	};
	const firm = await enter(baseURL, logins.firm);
	const coops: Seller[] = [];
	for (const [i, { login, each }] of flocks.entries()) {
		const person = await enter(baseURL, login);
		const capacity = await declare(person, each, 200_000 + i * 4_000);
		coops.push({ ...person, login, capacity, name: person.me.memberships[0]?.name ?? '' });
	}
	const [short, declines, steady, spare] = coops as [Seller, Seller, Seller, Seller];
	const desk = await pageOf(firm, wide);
	const title = `Gà H'Mông 4.000 con mỗi tháng, đợt ${Date.now() % 100_000}`;

	const demandId = await test.step('the buyer posts what it needs', async () => {
		await desk.goto(at(firm, 'nhu-cau/moi'));
		await desk.getByLabel(t('demand_title')).fill(title);
		const line = desk.getByRole('group', { name: t('demand_line_number', { number: 1 }) });
		await line.getByLabel(t('demand_type'), { exact: true }).selectOption('ga-hmong-thuong-pham');
		await line.getByLabel(t('demand_from_month')).selectOption(monthStart(1));
		await line.getByLabel(t('demand_to_month')).selectOption(monthEnd(6));
		await line.getByLabel(t('demand_quantity_month', { unit: 'con' })).fill('4.000');
		await chooseCommune(desk, { typed: 'cau giay', label: /^phường Cầu Giấy/ });
		await desk.getByLabel(t('demand_address')).fill('Kho lạnh Mẫu, số 2 phố Mẫu');
		await desk.getByRole('radio', { name: t('demand_audience_invited') }).check();
		for (const { name } of coops) {
			await desk.getByRole('combobox', { name: t('demand_invite') }).fill(name);
			await desk
				.getByRole('option', { name: new RegExp(`^${name}`) })
				.first()
				.click();
		}
		await desk.getByRole('button', { name: t('demand_review') }).click();
		await expect(desk.getByRole('heading', { level: 1, name: title })).toBeVisible();
		await desk.getByRole('button', { name: t('demand_publish'), exact: true }).click();
		await expect(desk.getByRole('heading', { name: t('plan_title'), exact: true })).toBeVisible();
		return /nhu-cau\/([0-9a-f-]{36})/.exec(desk.url())?.[1] ?? '';
	});

	await test.step('the plan splits it over three cooperatives', async () => {
		const plan = await read<Schema['DemandPlan']>(firm.api, `/api/v1/demands/${demandId}/plan`);
		expect(plan.lines[0]?.months).toHaveLength(6);
		for (const month of plan.lines[0]?.months ?? []) {
			expect(month.filled).toBe(4000);
			expect(new Set(month.shares.map(({ orgId }) => orgId)).size).toBeGreaterThanOrEqual(3);
		}
		await expect(desk.getByRole('table', { name: like('plan_table') })).toBeVisible();
		await expect(desk.getByRole('img', { name: like('plan_chart_label') })).toBeVisible();
		await keepBoth(desk, 'plan');
	});

	/** Opens what a cooperative was asked, once it was asked for so many in all. */
	const offerOf = async (coop: Seller, total: number): Promise<Page> => {
		let id = '';
		await expect
			.poll(
				async () => {
					const { items } = await read<Schema['OfferPage']>(
						coop.api,
						api(coop, 'offers?limit=100')
					);
					const found = items.find((offer) => offer.demandId === demandId);
					id = found?.id ?? '';
					return (found?.proposal ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
				},
				{ timeout: 30_000, message: `${coop.name} is asked` }
			)
			.toBe(total);
		const page = await pageOf(coop);
		await page.goto(at(coop, `chao-hang/${id}`));
		await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
		return page;
	};
	const accept = async (page: Page) => {
		await page.getByRole('button', { name: t('offer_accept'), exact: true }).click();
		await page
			.getByRole('dialog')
			.getByRole('button', { name: t('offer_accept_do'), exact: true })
			.click();
		await expect(page.getByText(t('offer_answered_title'))).toBeVisible();
		await page.context().close();
	};

	await test.step('two accept, one declines, the remainder goes to a fourth', async () => {
		await accept(await offerOf(short, 6 * 1700));
		await accept(await offerOf(steady, 6 * 1000));
		const page = await offerOf(declines, 6 * 1300);
		await page.getByRole('button', { name: t('offer_decline'), exact: true }).click();
		const dialog = page.getByRole('dialog');
		await dialog.getByRole('button', { name: t('offer_reason_quantity') }).click();
		await dialog.getByRole('button', { name: t('offer_decline'), exact: true }).click();
		await expect(page.getByText(t('offer_declined_title'))).toBeVisible();
		await keep(page, 'show1-declined-390');
		await page.context().close();
		await accept(await offerOf(spare, 6 * 1300));
	});

	const contract = await test.step('the buyer compares and awards', async () => {
		await desk.goto(at(firm, `nhu-cau/${demandId}/chao-hang`));
		await expect(desk.getByRole('heading', { level: 1, name: t('neg_title') })).toBeVisible();
		for (const { name } of [short, steady, spare])
			await expect(
				desk.getByRole('table', { name: like('neg_table') }).getByRole('row', { name })
			).toBeVisible();
		await keepBoth(desk, 'comparison');
		await desk.getByRole('button', { name: t('neg_award'), exact: true }).click();
		await desk
			.getByRole('dialog')
			.getByRole('button', { name: t('neg_award_do') })
			.click();
		await expect(desk).toHaveURL(/\/hop-dong\/[0-9a-f-]{36}/);
		const id = /hop-dong\/([0-9a-f-]{36})/.exec(desk.url())?.[1] ?? '';
		const found = await read<Schema['Contract']>(firm.api, api(firm, `contracts/${id}`));
		const shares = found.shares.map(({ orgName, months }) => [
			orgName,
			months.reduce((sum, { contracted }) => sum + contracted, 0)
		]);
		expect(Object.fromEntries(shares)).toEqual({
			[short.name]: 6 * 1700,
			[steady.name]: 6 * 1000,
			[spare.name]: 6 * 1300
		});
		return found;
	});

	await test.step('all four sign, each with a code of their own', async () => {
		await desk.getByRole('button', { name: t('con_send'), exact: true }).click();
		await expect(desk.getByText(t('con_signed_count', { count: 0, all: 4 }))).toBeVisible();
		for (const [count, who] of [firm, short, steady, spare].entries()) {
			const page = who === firm ? desk : await pageOf(who);
			await page.goto(at(who, `hop-dong/${contract.id}`));
			await page.getByRole('button', { name: t('con_sign'), exact: true }).click();
			const sheet = page.getByRole('dialog');
			await sheet.getByRole('checkbox', { name: t('con_sign_read') }).check();
			await sheet.getByRole('button', { name: t('con_code_send') }).click();
			const code = () =>
				mailsTo(who.me.email ?? '')
					.filter(({ subject }) => subject.includes(contract.code))
					.flatMap(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? [])
					.at(-1);
			await expect.poll(code, { timeout: 20_000 }).toBeTruthy();
			await sheet.getByLabel(t('con_code')).fill(code() ?? '');
			await sheet.getByRole('button', { name: t('con_sign_now'), exact: true }).click();
			await expect(sheet).toBeHidden();
			await expect(
				page.getByText(t('con_signed_count', { count: count + 1, all: 4 }))
			).toBeVisible();
			if (page !== desk) await page.context().close();
		}
		await desk.reload();
		await expect(desk.getByText(t('con_status_active'), { exact: true })).toBeVisible();
	});

	/** Deliveries of next month as one party reads them. */
	const first = async (who: Person) =>
		(
			await read<Schema['DeliveryList']>(who.api, api(who, `contracts/${contract.id}/deliveries`))
		).items.filter(({ month }) => month === monthStart(1));
	/** The delivery that a cooperative was called to bring. */
	const called = async (coop: Seller) => {
		let found: Schema['Delivery'] | undefined;
		await expect
			.poll(
				async () => {
					found = (await first(coop)).find(({ status }) => status === 'called');
					return Boolean(found);
				},
				{ timeout: 30_000, message: `${coop.name} is called to deliver` }
			)
			.toBe(true);
		return found as Schema['Delivery'];
	};
	/** A cooperative sends so many, and the buyer takes what comes. */
	const bring = async (coop: Seller, delivery: Schema['Delivery'], quantity: number) => {
		const page = await pageOf(coop);
		await page.goto(at(coop, `hop-dong/${contract.id}/lich/${delivery.id}`));
		await page.getByRole('button', { name: t('dlv_do_ship_now') }).click();
		const sheet = page.getByRole('dialog');
		await sheet.getByLabel(t('dlv_lot_quantity', { unit: 'con' })).fill(String(quantity));
		await sheet.getByLabel(t('dlv_lot_weight')).fill(String(quantity * 1.45).replace('.', ','));
		await sheet.getByRole('button', { name: t('dlv_ship_send') }).click();
		await expect(page.getByText(t('dlv_status_shipped'), { exact: true })).toBeVisible();
		await page.context().close();
		await desk.goto(at(firm, `hop-dong/${contract.id}/lich/${delivery.id}`));
		await desk.getByRole('button', { name: t('dlv_do_accept'), exact: true }).click();
		await desk
			.getByRole('dialog')
			.getByRole('button', { name: like('dlv_accept_send') })
			.click();
		await expect(desk.getByText(t('dlv_status_accepted'), { exact: true }).first()).toBeVisible();
	};

	await test.step('the first month is called off and delivered, 300 short', async () => {
		for (const coop of [short, steady, spare]) {
			const delivery = await called(coop);
			await bring(coop, delivery, coop === short ? delivery.quantity - 300 : delivery.quantity);
		}
		await desk.goto(at(firm, `hop-dong/${contract.id}/lich`));
		await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
		await keepBoth(desk, 'calendar');
	});

	await test.step('the 300 are offered and taken by another', async () => {
		await desk.goto(at(firm, `hop-dong/${contract.id}/lich`));
		await desk.getByRole('button', { name: t('dlv_consent') }).click();
		await expect(desk.getByText(t('dlv_short_offered'))).toBeVisible();
		const page = await pageOf(spare);
		await page.goto(at(spare, 'bu-hang'));
		await expect(page.getByText(t('dlv_off_left', { quantity: '300 con' }))).toBeVisible();
		await keep(page, 'show1-shortfall-390');
		await page.getByRole('button', { name: t('dlv_take') }).click();
		const sheet = page.getByRole('dialog');
		await sheet.getByLabel(t('dlv_take_quantity', { unit: 'con' })).fill('300');
		await sheet.getByRole('button', { name: t('dlv_take_send', { quantity: '300 con' }) }).click();
		await expect(page.getByText(t('dlv_took', { quantity: '300 con' }))).toBeVisible();
		await page.context().close();
		const extra = await called(spare);
		expect(extra.quantity).toBe(300);
		await bring(spare, extra, 300);
	});

	await test.step('both sides read the same figures', async () => {
		const month = (found: Schema['Contract'], orgId: string) => {
			const rows = found.shares
				.filter((share) => share.orgId === orgId)
				.flatMap(({ months }) => months.filter(({ month: start }) => start === monthStart(1)));
			const sum = (of: 'contracted' | 'delivered' | 'forgiven' | 'remaining') =>
				rows.reduce((total, row) => total + row[of], 0);
			return [sum('contracted'), sum('delivered'), sum('forgiven'), sum('remaining')];
		};
		const owed = async (who: Person) =>
			(
				await read<Schema['ObligationList']>(
					who.api,
					api(who, `contracts/${contract.id}/obligations`)
				)
			).items
				.map(({ kind, debtorId, creditorId, amountVnd }) => [kind, debtorId, creditorId, amountVnd])
				.sort();
		// What was accepted a moment ago is there when its answer is, which nobody waited for.
		const seen = () => read<Schema['Contract']>(firm.api, api(firm, `contracts/${contract.id}`));
		await expect.poll(async () => month(await seen(), spare.orgId)).toEqual([1600, 1600, 0, 0]);
		const whole = await seen();
		const debts = await owed(firm);
		const expected = new Map([
			[short.orgId, [1700, 1400, 300, 0]],
			[steady.orgId, [1000, 1000, 0, 0]],
			[spare.orgId, [1600, 1600, 0, 0]]
		]);
		for (const coop of [short, steady, spare]) {
			const theirs = await read<Schema['Contract']>(
				coop.api,
				api(coop, `contracts/${contract.id}`)
			);
			expect(month(theirs, coop.orgId), coop.name).toEqual(expected.get(coop.orgId));
			expect(month(whole, coop.orgId), coop.name).toEqual(month(theirs, coop.orgId));
			expect(debts.filter((debt) => debt.includes(coop.orgId))).toEqual(await owed(coop));
		}
		// And so do their pages.
		const delivery = (await first(short))[0];
		const figures = async (page: Page, who: Person) => {
			await page.goto(at(who, `hop-dong/${contract.id}/lich/${delivery?.id}`));
			await expect(page.locator('[data-figures]')).toContainText('1.400');
			return page.locator('[data-figures]').innerText();
		};
		const theirs = await pageOf(short, wide);
		expect(await figures(theirs, short)).toBe(await figures(desk, firm));
		await keepBoth(theirs, 'figures-cooperative');
		await theirs.context().close();
	});

	await test.step('the boards show what was promised', async () => {
		await desk.goto(at(firm, 'cung-cau'));
		await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
		await keepBoth(desk, 'board');
		const page = await pageOf(short);
		await page.goto(at(short, `san-luong/${short.capacity}`));
		await expect(page.getByText(contract.code).first()).toBeVisible();
		await keepBoth(page, 'supply');
		await page.context().close();
	});
});
