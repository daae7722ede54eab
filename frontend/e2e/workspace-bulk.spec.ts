import { request as requests } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { mailTo } from './support/mail';
import { demoPassword } from './support/people';
import { keep } from './support/screens';
import { workbook } from './support/sheet';
import { chooseCommune } from './support/shopping';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, write, type Person } from './support/workspace';

type Schema = components['schemas'];
type Goods = Schema['BulkGoods'];

/** `mut tao meo`: as people type who have no Vietnamese keyboard. */
const plain = (text: string) =>
	text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

/** Vietnamese figures as the page writes them. */
const vnd = (amount: number) => `${String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, '.')}\u00a0₫`;

/** What the checkout's own test takes off the shelf, which goods on order forbid. */
const emptied = 'mien-dao-gioi-phien';

/** Twelve OCOP goods that reach the south, each with a quantity that its shelf holds. */
async function twelve(firm: Person): Promise<{ goods: Goods; quantity: number }[]> {
	const found: { goods: Goods; quantity: number }[] = [];
	const cards = await read<Schema['ProductPage']>(
		firm.api,
		'/api/v1/products?ocop_min=3&limit=100'
	);
	for (const { slug } of cards.items) {
		if (slug === emptied) continue;
		const product = await read<Schema['Product']>(firm.api, `/api/v1/products/${slug}`);
		if (product.shipScope !== 'nationwide' || product.minAge > 0) continue;
		const there = await read<Schema['BulkAvailability']>(
			firm.api,
			`/api/v1/orgs/${firm.orgId}/bulk-availability?product=${slug}`
		);
		const goods = there.goods[0];
		if (!goods) continue;
		// A tenth of the shelf: other tests shop from it as well.
		const steps = Math.floor((goods.onShelf / 10 - goods.minQty) / goods.stepQty);
		if (steps < 0) continue;
		found.push({ goods, quantity: goods.minQty + steps * goods.stepQty });
		if (found.length === 12) return found;
	}
	throw new Error(`only ${found.length} OCOP goods for a bulk order`);
}

/** Somebody new who works for the firm without owning it. */
async function joins(owner: Person, newcomer: Person): Promise<Person> {
	const link = await write<{ url: string }>(
		owner.api,
		'POST',
		`/api/v1/orgs/${owner.orgId}/invitations`,
		{ role: 'staff' }
	);
	await write(
		newcomer.api,
		'POST',
		`/api/v1/invitations/${link.url.split('/').pop() ?? ''}/accept`,
		undefined
	);
	const me = await read<Schema['Me']>(newcomer.api, '/api/v1/me');
	return { ...newcomer, me, orgId: owner.orgId };
}

test('a Bình Thuận buyer makes a 12-line bulk order from a spreadsheet within the programme', async ({
	person,
	newcomer,
	pageOf,
	baseURL
}) => {
	test.setTimeout(240_000);
	const owner = await person('binhThuan');
	const alliance = await person('alliance');
	const staff = await joins(owner, await newcomer());
	const base = `/quan-ly/${owner.orgId}`;
	const firmName = owner.me.memberships[0]?.name ?? '';

	// The Alliance grants a limit, with a reason that stays.
	const desk = await pageOf(alliance);
	await desk.goto('/lien-minh/don-vi?loai=buyer');
	await desk
		.getByRole('button', { name: new RegExp(`^${t('ali_open')}: Công ty Mẫu Bình Thuận`) })
		.click();
	await desk.getByRole('link', { name: t('bulk_credit_open') }).click();
	await expect(
		desk.getByRole('heading', { level: 1, name: t('bulk_credit_of', { name: firmName }) })
	).toBeVisible();
	await desk.getByRole('button', { name: t('bulk_credit_save') }).click();
	await expect(desk.getByRole('alert')).toContainText(t('bulk_need_reason'));
	await desk.getByLabel(t('bulk_credit_amount')).fill('500tr');
	await desk.getByLabel(t('bulk_credit_reason')).fill('Mua ổn định từ chương trình 2023–2025.');
	await expectAccessible(desk);
	await desk.getByRole('button', { name: t('bulk_credit_save') }).click();
	await expect(
		desk
			.getByRole('list')
			.getByText(/chương trình 2023–2025/)
			.first()
	).toBeVisible();

	// The owner wants to see orders above five million.
	const chief = await pageOf(owner);
	await chief.goto(`${base}/don-mua`);
	await chief.getByRole('button', { name: t('bulk_rules_change') }).click();
	await chief.getByLabel(t('bulk_rules_field')).fill('5tr');
	await chief
		.getByRole('dialog')
		.getByRole('button', { name: t('bulk_save') })
		.click();
	await expect(chief.getByText(t('bulk_rules_above', { limit: vnd(5_000_000) }))).toBeVisible();

	// Twelve lines in a spreadsheet, half by code, half by name without marks; one is unclear.
	const wanted = await twelve(staff);
	const rows = (mended: boolean) =>
		wanted.map(({ goods, quantity }, i) => [
			i % 2 === 0 ? goods.sku : '',
			i % 2 === 0 ? '' : plain(goods.productName),
			i % 2 === 0 ? '' : goods.variantName,
			i === 4 && !mended ? '4,000' : quantity
		]);
	const heading = ['Mã hàng', 'Tên hàng', 'Quy cách', 'Số lượng'];
	const upload = (mended: boolean) => ({
		name: 'dat-hang-ocop.xlsx',
		mimeType: 'application/octet-stream',
		buffer: workbook([heading, ...rows(mended)])
	});
	const page = await pageOf(staff);
	await page.goto(`${base}/dat-si`);
	await expect(page.getByText(t('bulk_empty'))).toBeVisible();
	await page
		.getByRole('button', { name: t('ws_sheet_title') })
		.first()
		.click();
	const panel = page.getByRole('region', { name: t('ws_sheet_title') });
	await panel.locator('input[type=file]').setInputFiles(upload(false));
	await expect(
		panel.getByText(t('ws_sheet_found', { name: 'dat-hang-ocop.xlsx', rows: 12, lines: 11 }))
	).toBeVisible();
	await expect(panel.getByRole('rowheader', { name: 'D6' })).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'bulk-import');
	await panel.locator('input[type=file]').setInputFiles(upload(true));
	await panel.getByRole('button', { name: t('ws_sheet_take', { count: 12 }) }).click();
	const field = (goods: Goods) =>
		page.getByLabel(
			t('bulk_quantity_of', {
				unit: goods.unit,
				name: `${goods.productName}, ${goods.variantName}`
			})
		);
	for (const { goods, quantity } of wanted)
		await expect(field(goods)).toHaveValue(String(quantity));

	// Sent without a place, the form says what it needs; a reload loses no line.
	await page.getByRole('button', { name: like('bulk_ask') }).click();
	await expect(page.getByRole('alert').first()).toContainText(t('bulk_need_commune'));
	await page.reload();
	const first = wanted[0];
	if (!first) throw new Error('nothing wanted');
	await expect(field(first.goods)).toHaveValue(String(first.quantity));

	await page.getByLabel(t('bulk_contact')).fill('Trần Văn Biển');
	await page.getByLabel(t('bulk_phone')).fill('0912 345 679');
	await chooseCommune(page, { typed: 'phan thiet', label: /^phường Phan Thiết/ });
	await page.getByLabel(t('bulk_address')).fill('Kho Mẫu, số 3 đường Mẫu');
	await page.locator('#programmeId').selectOption({ index: 1 });
	await page.getByRole('radio', { name: new RegExp(t('bulk_pay_later')) }).check();
	await page.getByLabel(t('bulk_terms')).check();
	await expect(page.getByText(like('bulk_weight')).first()).toBeVisible();
	await expect(page.getByText(t('bulk_must_ask', { limit: vnd(5_000_000) }))).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'bulk-sheet');
	await page.getByRole('button', { name: like('bulk_ask') }).click();

	// It waits; who asked can only withdraw.
	await expect(page.getByRole('heading', { level: 1, name: /^Đề nghị mua DN/ })).toBeVisible();
	await expect(page.getByText(t('bulk_request_waiting'), { exact: true })).toBeVisible();
	await expect(page.getByRole('button', { name: t('bulk_withdraw') })).toBeVisible();
	await expect(page.getByRole('button', { name: like('bulk_approve') })).toHaveCount(0);
	const requestId = new URL(page.url()).pathname.split('/').pop() ?? '';
	const asked = await read<Schema['Requisition']>(
		staff.api,
		`/api/v1/orgs/${owner.orgId}/requisitions/${requestId}`
	);
	expect(asked.totalVnd).toBeGreaterThan(5_000_000);
	expect(asked.lines).toHaveLength(12);
	const goodsSum = asked.lines.reduce(
		(sum, line) => sum + line.askedUnitPriceVnd * line.quantity,
		0
	);
	expect(goodsSum, 'the lines add up to the sum').toBe(asked.subtotalVnd);
	await mailTo(owner.me.email ?? '', new RegExp(`đề nghị duyệt đơn`));

	// The owner finds it, looks at today's figures, and approves.
	await chief.goto(`${base}/don-mua`);
	await chief.getByRole('link', { name: like('bulk_requests_tab') }).click();
	await chief.getByRole('link', { name: asked.code }).click();
	await expect(chief.getByText(t('bulk_request_same'))).toBeVisible();
	await expectAccessible(chief);
	await keep(chief, 'bulk-request');
	await chief
		.getByRole('button', { name: t('bulk_approve', { total: vnd(asked.totalVnd) }) })
		.click();
	await expect(chief.getByText(t('bulk_request_approved'), { exact: true }).first()).toBeVisible();
	await chief.getByRole('link', { name: t('bulk_request_order') }).click();
	await expect(chief.getByRole('heading', { level: 1, name: /^Đơn mua CP/ })).toBeVisible();
	await expect(chief.getByText(/2026–2028/).first()).toBeVisible();
	await expectAccessible(chief);
	await keep(chief, 'bulk-order');

	// The figures agree: purchase, credit, the Alliance's list, a cooperative's own page.
	const purchaseId = new URL(chief.url()).pathname.split('/').pop() ?? '';
	const { purchase } = await read<Schema['FirmPurchase']>(
		owner.api,
		`/api/v1/orgs/${owner.orgId}/purchases/${purchaseId}`
	);
	expect(purchase.totalVnd).toBe(asked.totalVnd);
	expect(purchase.paymentMethod).toBe('pay_later');
	expect(purchase.orders.length, 'cooperatives').toBeGreaterThanOrEqual(3);
	expect(purchase.orders.flatMap(({ lines }) => lines)).toHaveLength(12);
	const all = await read<Schema['OrderPage']>(alliance.api, '/api/v1/alliance/orders?limit=100');
	const seen = all.items.filter(({ code }) => code.startsWith(`${purchase.code}-`));
	expect(seen).toHaveLength(purchase.orders.length);
	expect(seen.reduce((sum, { totalVnd }) => sum + totalVnd, 0)).toBe(purchase.totalVnd);
	expect(new Set(seen.map(({ buyerName }) => buyerName))).toEqual(new Set([firmName]));
	const account = await read<Schema['CreditAccount']>(
		owner.api,
		`/api/v1/orgs/${owner.orgId}/credit`
	);
	const mine = account.uses.filter((use) => use.purchaseId === purchase.id);
	expect(mine.reduce((sum, { amountVnd }) => sum + amountVnd, 0)).toBe(purchase.totalVnd);
	expect(account.usedVnd).toBe(account.uses.reduce((sum, { amountVnd }) => sum + amountVnd, 0));

	// The maker of the tea, whose log-in we have, sees the same đồng and to take none.
	const seller = await requests.newContext({ baseURL });
	await write(seller, 'POST', '/api/v1/auth/login', {
		login: 'demo01@chophien.test',
		password: demoPassword
	});
	const me = await read<Schema['Me']>(seller, '/api/v1/me');
	const coop: Person = { api: seller, me, orgId: me.memberships[0]?.orgId ?? '' };
	const order = purchase.orders.find(({ cooperative }) => cooperative.id === coop.orgId);
	if (!order) throw new Error('nothing was bought of HTX Demo 01');
	const shop = await pageOf(coop);
	await shop.goto(`/quan-ly/${coop.orgId}/don-hang/${order.id}`);
	await expect(shop.getByText(firmName, { exact: true }).first()).toBeVisible();
	await expect(shop.getByText(t('ful_deliver_later'))).toBeVisible();
	await expect(shop.getByText(vnd(order.totalVnd)).first()).toBeVisible();
	await keep(shop, 'bulk-cooperative');
	await seller.dispose();

	// One order is paid: the Alliance records it, and the firm's limit is free again by as much.
	await desk.reload();
	const due = mine[0];
	if (!due) throw new Error('nothing owed');
	await desk.getByRole('button', { name: `${t('bulk_credit_settle')}: ${due.code}` }).click();
	const dialog = desk.getByRole('dialog');
	await dialog.getByRole('button', { name: t('bulk_credit_settle') }).click();
	await expect(dialog.getByText(t('bulk_credit_need_reference')).first()).toBeVisible();
	await dialog.getByLabel(t('bulk_credit_reference')).fill('FT26329001');
	await dialog.getByRole('button', { name: t('bulk_credit_settle') }).click();
	await expect(
		desk.getByRole('button', { name: `${t('bulk_credit_settle')}: ${due.code}` })
	).toHaveCount(0);
	const after = await read<Schema['CreditAccount']>(
		owner.api,
		`/api/v1/orgs/${owner.orgId}/credit`
	);
	expect(after.leftVnd).toBe(account.leftVnd + due.amountVnd);

	// The same again starts from the order, at today's prices.
	await chief.getByRole('button', { name: t('bulk_reorder') }).click();
	await expect(chief.getByRole('heading', { level: 1, name: t('bulk_title') })).toBeVisible();
	await expect(chief.getByText(t('bulk_goods_count', { count: 12 })).first()).toBeVisible();
	await chief.getByRole('button', { name: t('bulk_clear') }).click();
	await expect(chief.getByText(t('bulk_empty'))).toBeVisible();
});

test('a firm sees bulk prices and what there is beside a product; a guest does not', async ({
	person,
	pageOf,
	page: guest
}) => {
	const firm = await person('firm');
	const page = await pageOf(firm);
	await page.goto('/san-pham/ga-hmong-thuong-pham');
	const offer = page.getByRole('region', { name: like('bulk_offer_title') });
	await expect(offer.getByRole('table', { name: t('bulk_offer_months') })).toBeVisible();
	await expect(offer.getByText(t('bulk_offer_shelf')).first()).toBeVisible();
	await expectAccessible(page);
	await offer
		.getByRole('button', { name: like('bulk_offer_add') })
		.first()
		.click();
	await offer.getByRole('link', { name: t('bulk_offer_open') }).click();
	await expect(page.getByRole('heading', { level: 1, name: t('bulk_title') })).toBeVisible();
	await expect(page.getByText(t('bulk_goods_count', { count: 1 })).first()).toBeVisible();

	// Found by a code in the sheet itself, with its next price told.
	await page.getByRole('combobox', { name: t('bulk_add') }).fill('P01-1KG');
	await page.getByRole('option').first().click();
	await expect(page.getByText(like('bulk_next_tier')).first()).toBeVisible();
	await page.getByRole('button', { name: t('bulk_clear') }).click();

	await guest.goto('/san-pham/ga-hmong-thuong-pham');
	await expect(guest.getByText(t('product_tiers'))).toBeVisible();
	await expect(guest.getByText(like('bulk_offer_title'))).toHaveCount(0);
});

test('a refusal reaches who asked, with its reason, and the lines can be ordered anew', async ({
	person,
	newcomer,
	pageOf
}) => {
	const owner = await person('binhThuan');
	const staff = await joins(owner, await newcomer());
	const base = `/api/v1/orgs/${owner.orgId}`;
	const rules = await read<Schema['PurchasingRules']>(owner.api, `${base}/purchasing-rules`);
	await write(owner.api, 'PUT', `${base}/purchasing-rules`, {
		approvalAboveVnd: 0,
		version: rules.version
	});
	const found = await read<Schema['BulkGoodsList']>(owner.api, `${base}/bulk-goods?q=P01-1KG`);
	const lines = [{ variantId: found.items[0]?.variantId, quantity: 1 }];
	const quote = await write<Schema['BulkQuote']>(staff.api, 'POST', `${base}/bulk-quotes`, {
		lines,
		communeCode: '22945'
	});
	const made = await write<Schema['BulkOrdered']>(
		staff.api,
		'POST',
		`${base}/bulk-orders`,
		{
			lines,
			contact: { fullName: 'Trần Văn Biển', phone: '0912345679' },
			address: { communeCode: '22945', line: 'Kho 3' },
			paymentMethod: 'cod',
			acceptTermsVersion: quote.termsVersion,
			expectedTotalVnd: quote.totalVnd
		},
		{ 'Idempotency-Key': crypto.randomUUID() }
	);
	const path = `/quan-ly/${owner.orgId}/don-mua/de-nghi/${made.requisitionId}`;
	const chief = await pageOf(owner);
	await chief.goto(path);
	await chief.getByRole('button', { name: t('bulk_refuse'), exact: true }).click();
	const dialog = chief.getByRole('dialog');
	await dialog.getByRole('button', { name: t('bulk_refuse'), exact: true }).click();
	await expect(dialog.getByText(t('bulk_need_reason')).first()).toBeVisible();
	await dialog.getByLabel(t('bulk_refuse_reason')).fill('Hết ngân sách tháng này.');
	await expectAccessible(chief);
	await dialog.getByRole('button', { name: t('bulk_refuse'), exact: true }).click();
	await expect(chief.getByText(t('bulk_request_refused'), { exact: true }).first()).toBeVisible();

	const page = await pageOf(staff);
	await page.goto(path);
	await expect(page.getByText('Hết ngân sách tháng này.').first()).toBeVisible();
	await page.getByRole('button', { name: t('bulk_reorder') }).click();
	await expect(page.getByText(t('bulk_goods_count', { count: 1 })).first()).toBeVisible();
});

for (const { name, width, height, colorScheme } of deepLooks) {
	test.describe(name, () => {
		test.use({ viewport: { width, height }, colorScheme });

		test('the pages of bulk orders fit, read and look right', async ({ person, pageOf }) => {
			test.setTimeout(180_000);
			const [firm, alliance] = [await person('firm'), await person('alliance')];
			const base = `/api/v1/orgs/${firm.orgId}`;
			const lines: { variantId: string; quantity: number }[] = [];
			for (const q of ['P01-1KG', 'P04-200', 'mut tao meo']) {
				const found = await read<Schema['BulkGoodsList']>(
					firm.api,
					`${base}/bulk-goods?q=${encodeURIComponent(q)}`
				);
				const goods = found.items[0];
				if (goods) lines.push({ variantId: goods.variantId, quantity: goods.minQty });
			}
			const quote = await write<Schema['BulkQuote']>(firm.api, 'POST', `${base}/bulk-quotes`, {
				lines,
				communeCode: '00166'
			});
			const { purchaseId } = await write<Schema['BulkOrdered']>(
				firm.api,
				'POST',
				`${base}/bulk-orders`,
				{
					lines,
					contact: { fullName: 'Trần Văn Biển', phone: '0912345679' },
					address: { communeCode: '00166', line: 'Số 2 phố Mẫu' },
					paymentMethod: 'cod',
					acceptTermsVersion: quote.termsVersion,
					expectedTotalVnd: quote.totalVnd
				},
				{ 'Idempotency-Key': crypto.randomUUID() }
			);
			const desk = `/quan-ly/${firm.orgId}`;
			const pages: [Person, string, string, string | RegExp][] = [
				[firm, 'empty', `${desk}/dat-si`, t('bulk_title')],
				[firm, 'sheet', `${desk}/dat-si`, t('bulk_title')],
				[firm, 'orders', `${desk}/don-mua`, t('bulk_orders_title')],
				[firm, 'requests', `${desk}/don-mua?muc=de-nghi`, t('bulk_orders_title')],
				[firm, 'one', `${desk}/don-mua/${purchaseId}`, /^Đơn mua CP/],
				[firm, 'product', '/san-pham/ga-hmong-thuong-pham', /H'Mông/],
				[firm, 'english', `/en${desk}/don-mua`, t('bulk_orders_title', {}, 'en')],
				[alliance, 'credit', `/lien-minh/don-vi/${firm.orgId}/han-muc`, like('bulk_credit_of')]
			];
			for (const [who, shot, path, heading] of pages) {
				const page = await pageOf(who);
				const faults: string[] = [];
				page.on('pageerror', (error) => faults.push(error.message));
				if (shot === 'sheet')
					await page.addInitScript(
						([slot, kept]) => localStorage.setItem(slot ?? '', kept ?? ''),
						[
							`cp-bulk:${firm.orgId}`,
							JSON.stringify(
								lines.map((line, i) => ({ ...line, quantity: i === 1 ? 9_000 : line.quantity }))
							)
						]
					);
				await page.goto(path);
				await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
				await expect(page.getByText(t('loading'))).toHaveCount(0);
				if (shot === 'sheet')
					await expect(page.getByText(like('bulk_problem_not_enough'))).toBeVisible();
				if (shot === 'product') await expect(page.getByText(t('bulk_offer_months'))).toBeVisible();
				const over = await page.evaluate(
					() => document.documentElement.scrollWidth - window.innerWidth
				);
				expect(over, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
				await expectAccessible(page);
				await keep(page, `bulk-${shot}-${name}`);
				expect(faults).toEqual([]);
				await page.close();
			}
		});
	});
}
