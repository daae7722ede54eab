import type { components } from '../src/lib/api/schema.gen';
import { deepLooks } from './support/looks';
import { tabTo } from './support/pages';
import { keep } from './support/screens';
import { workbook } from './support/sheet';
import { chooseCommune } from './support/shopping';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, type Person } from './support/workspace';

type Schema = components['schemas'];

/** The first day of the month `ahead` months from now, as the month lists write it. */
function monthStart(ahead: number): string {
	const now = new Date();
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
		.toISOString()
		.slice(0, 10);
}
function monthEnd(ahead: number): string {
	const day = new Date(`${monthStart(ahead + 1)}T00:00:00Z`);
	day.setUTCDate(0);
	return day.toISOString().slice(0, 10);
}
const newest = async (person: Person): Promise<Schema['Demand']> => {
	const page = await read<Schema['DemandPage']>(
		person.api,
		`/api/v1/orgs/${person.orgId}/demands?limit=1`
	);
	if (!page.items[0]) throw new Error('no demand');
	return page.items[0];
};

test('a Hà Nội buyer posts 4,000 chickens a month and sees who could supply them', async ({
	person,
	pageOf
}) => {
	test.setTimeout(180_000);
	const firm = await person('firm');
	const page = await pageOf(firm);
	// The half-year after the one for which the demo's own demand has taken the same birds.
	const title = `Gà H'Mông 4.000 con mỗi tháng ${Date.now() % 100_000}`;
	await page.goto(`/quan-ly/${firm.orgId}`);
	await page
		.getByRole('link', { name: t('demand_section') })
		.first()
		.click();
	await page.getByRole('link', { name: t('demand_new') }).click();
	await expect(page.getByRole('heading', { level: 1, name: t('demand_new') })).toBeVisible();

	// Sent empty, the form says what it needs, by the field.
	await page.getByRole('button', { name: t('demand_review') }).click();
	await expect(page.getByRole('alert').first()).toContainText(t('demand_need_title'));
	await expectAccessible(page);

	await page.getByLabel(t('demand_title')).fill(title);
	const line = page.getByRole('group', { name: t('demand_line_number', { number: 1 }) });
	await line.getByLabel(t('demand_type'), { exact: true }).selectOption('ga-hmong-thuong-pham');
	await line.getByLabel(t('demand_from_month')).selectOption(monthStart(8));
	await line.getByLabel(t('demand_to_month')).selectOption(monthEnd(13));
	await line.getByLabel(t('demand_quantity_month', { unit: 'con' })).fill('4.000');
	await line.getByLabel(like('demand_highest')).fill('245k');
	await expect(line.getByText(t('demand_line_total', { total: '24.000 con' }))).toBeVisible();

	// The draft is kept while it is typed: a reload loses nothing.
	await expect(
		page.getByRole('status').filter({ hasText: like('demand_draft_saved') })
	).toBeVisible();
	await expect(page).toHaveURL(/\/sua$/);
	await page.reload();
	await expect(page.getByLabel(t('demand_title'))).toHaveValue(title);
	await expect(line.getByLabel(like('demand_highest'))).toHaveValue(/^245/);

	await chooseCommune(page, { typed: 'cau giay', label: /^phường Cầu Giấy/ });
	await page.getByLabel(t('demand_address')).fill('Kho lạnh Mẫu, số 2 phố Mẫu');
	await page.getByRole('button', { name: t('demand_review') }).click();

	// The review: what happens next, and the split as it would be.
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
	await expect(page.getByText(t('demand_next_highest'))).toBeVisible();
	await expect(page.getByRole('heading', { name: t('plan_title_draft') })).toBeVisible();
	await page.getByRole('button', { name: t('demand_publish'), exact: true }).click();
	await expect(page.getByRole('heading', { name: t('plan_title'), exact: true })).toBeVisible();
	const table = page.getByRole('table', { name: like('plan_table') });
	await expect(table).toBeVisible();
	const suppliers = (await table.locator('thead th').count()) - 3;
	expect(suppliers, 'cooperatives that share the demand').toBeGreaterThanOrEqual(3);
	await expect(table.locator('tbody tr')).toHaveCount(6);
	await expect(page.getByRole('img', { name: like('plan_chart_label') })).toBeVisible();
	await expectAccessible(page);

	// A share opens its why, by the keyboard, and gives the focus back.
	const share = table.getByRole('button', { name: like('plan_open_why') }).first();
	await share.focus();
	await page.keyboard.press('Enter');
	const why = page.getByRole('dialog');
	await expect(why.getByRole('heading', { name: t('plan_why') })).toBeVisible();
	await expect(why.getByText(like('plan_transport_part'))).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await expect(why).toBeHidden();
	await expect(share).toBeFocused();

	// What if only two may supply: moved by the keyboard, the split follows, what lacks is said.
	await page.getByRole('link', { name: t('plan_try') }).click();
	const most = page.getByRole('slider', { name: t('plan_most') });
	await tabTo(page, most);
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowRight');
	await expect(most).toHaveAttribute('aria-valuetext', t('plan_at_most', { count: 2 }));
	await expect(page.getByRole('heading', { name: like('plan_changes') })).toBeVisible();
	await expect(page.getByText(t('plan_leaves')).first()).toBeVisible();
	const facts = page.getByRole('table', { name: t('plan_compare_caption') });
	await expect(facts.getByRole('row', { name: new RegExp(t('plan_suppliers')) })).toContainText(
		'2'
	);
	await expect(page.getByText(/^Thiếu [\d.]+ con /).first()).toBeVisible();
	await expectAccessible(page);

	// Taken over, it is an amendment that says who is asked again before it is sent.
	await page.getByRole('button', { name: t('plan_take'), exact: true }).click();
	await expect(page.getByText(t('demand_restored'))).toBeVisible();
	await page.getByRole('button', { name: t('demand_amend_review') }).click();
	const question = page.getByRole('dialog');
	await expect(question.getByText(t('demand_amend_again'))).toBeVisible();
	await expect(question.getByText('DGP Yên Bái')).toBeVisible();
	await expectAccessible(page);
	await question.getByRole('button', { name: t('demand_amend_send') }).click();
	await expect(page.getByText(t('demand_status_amended'), { exact: true })).toBeVisible();
	expect((await newest(firm)).lines[0]?.mostSuppliers).toBe(2);

	// Copied to a draft of its own; the open one is closed with a reason.
	const id = (await newest(firm)).id;
	await page.getByRole('button', { name: t('demand_do_copy') }).click();
	await expect(page.getByRole('heading', { level: 1, name: t('demand_edit_draft') })).toBeVisible();
	await page.goto(`/quan-ly/${firm.orgId}/nhu-cau/${id}`);
	await page.getByRole('button', { name: t('demand_close'), exact: true }).click();
	const close = page.getByRole('dialog');
	await close.getByRole('button', { name: t('demand_close'), exact: true }).click();
	await expect(close.getByText(t('demand_need_reason')).first()).toBeVisible();
	await close.getByLabel(t('demand_close_reason')).fill('Đã ký với nơi khác.');
	await close.getByRole('button', { name: t('demand_close'), exact: true }).click();
	await expect(page.getByText('Đã ký với nơi khác.')).toBeVisible();
	await expect(page.getByRole('link', { name: t('plan_try') })).toHaveCount(0);
});

test('twelve lines come out of a Bình Thuận buyer’s spreadsheet, one with a fault', async ({
	person,
	pageOf
}) => {
	test.setTimeout(120_000);
	const firm = await person('binhThuan');
	const page = await pageOf(firm);
	const types = (await read<Schema['ProductTypeList']>(firm.api, '/api/v1/product-types')).items;
	const [year, month] = monthStart(2).split('-');
	const when = `${Number(month)}/${year}`;
	const rows = types
		.filter(({ unit }) => unit === 'kg')
		.slice(0, 12)
		.map(({ name }, i) => [
			name,
			i === 4 ? '4,000' : 100 + i,
			'hằng tháng',
			when,
			when,
			'90.000 ₫'
		]);
	expect(rows).toHaveLength(12);
	const file = workbook([
		['Loại hàng', 'Số lượng', 'Tần suất', 'Từ', 'Đến', 'Giá cao nhất'],
		...rows
	]);

	await page.goto(`/quan-ly/${firm.orgId}/nhu-cau`);
	await page.getByRole('link', { name: t('demand_import_short') }).click();
	const panel = page.getByRole('region', { name: t('ws_sheet_title') });
	await panel
		.locator('input[type=file]')
		.setInputFiles({ name: 'dat-hang.xlsx', mimeType: 'application/octet-stream', buffer: file });
	await expect(
		panel.getByText(t('ws_sheet_found', { name: 'dat-hang.xlsx', rows: 12, lines: 11 }))
	).toBeVisible();
	// The planted fault, in its cell.
	await expect(panel.getByRole('rowheader', { name: 'B6' })).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'demand-import');
	await panel.getByRole('button', { name: t('ws_sheet_take', { count: 11 }) }).click();
	await expect(page.getByRole('group', { name: like('demand_line_number') })).toHaveCount(11);

	// Within the programme of the two provinces.
	await page.getByLabel(t('demand_title')).fill(`Đặc sản OCOP ${Date.now() % 100_000}`);
	await page.getByRole('radio', { name: new RegExp(t('demand_audience_programme')) }).check();
	await page.getByLabel(t('demand_programme'), { exact: true }).selectOption({ index: 1 });
	await chooseCommune(page, { typed: 'phan thiet', label: /^phường Phan Thiết/ });
	await page.getByLabel(t('demand_address')).fill('Kho Mẫu, số 3 đường Mẫu');
	await page.getByRole('button', { name: t('demand_review') }).click();
	await expect(page.getByText(t('demand_next_seen_programme'))).toBeVisible();
	await expect(page.getByRole('radio')).toHaveCount(11);
	expect((await newest(firm)).lines).toHaveLength(11);
});

test('a file that is no spreadsheet is refused in words', async ({ person, pageOf }) => {
	const firm = await person('binhThuan');
	const page = await pageOf(firm);
	await page.goto(`/quan-ly/${firm.orgId}/nhu-cau/moi?nhap=1`);
	await page
		.locator('input[type=file]')
		.setInputFiles({ name: 'a.xlsx', mimeType: 'text/plain', buffer: Buffer.from('không phải') });
	await expect(page.getByRole('alert')).toContainText('.xlsx');
});

for (const { name, width, height, colorScheme } of deepLooks) {
	test.describe(name, () => {
		test.use({ viewport: { width, height }, colorScheme });

		test('the pages of a demand fit, read and look right', async ({ person, pageOf }) => {
			test.setTimeout(180_000);
			const [firm, coop, alliance] = [
				await person('firm'),
				await person('dgp'),
				await person('alliance')
			];
			const market = await read<Schema['DemandPage']>(
				alliance.api,
				'/api/v1/alliance/demands?status=published&limit=100'
			);
			const id = market.items.find(({ orgId, sample }) => sample && orgId === firm.orgId)?.id ?? '';
			const base = `/quan-ly/${firm.orgId}/nhu-cau`;
			const pages: [Person, string, string, string | RegExp][] = [
				[firm, 'list', base, t('demand_list_title')],
				[firm, 'new', `${base}/moi`, t('demand_new')],
				[firm, 'plan', `${base}/${id}`, /4\.000 con/],
				[firm, 'try', `${base}/${id}/thu`, t('plan_try')],
				[firm, 'amend', `${base}/${id}/sua`, t('demand_amend')],
				[coop, 'cooperative', `/quan-ly/${coop.orgId}/nhu-cau/${id}`, /4\.000 con/],
				[alliance, 'market', '/lien-minh/nhu-cau', t('board_all_title')],
				[alliance, 'alliance', `/lien-minh/nhu-cau/${id}`, /4\.000 con/],
				[firm, 'english', `/en${base}/${id}`, /4\.000 con/]
			];
			for (const [who, shot, path, heading] of pages) {
				const page = await pageOf(who);
				const faults: string[] = [];
				page.on('pageerror', (error) => faults.push(error.message));
				await page.goto(path);
				await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
				await expect(page.getByText(t('loading'))).toHaveCount(0);
				if (shot === 'try') {
					const most = page.getByRole('slider', { name: t('plan_most') });
					await most.focus();
					await page.keyboard.press('Home');
					await page.keyboard.press('ArrowRight');
					await expect(page.getByText(t('plan_leaves')).first()).toBeVisible();
				}
				const over = await page.evaluate(
					() => document.documentElement.scrollWidth - window.innerWidth
				);
				expect(over, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
				await expectAccessible(page);
				await keep(page, `demand-${shot}-${name}`);
				expect(faults).toEqual([]);
				await page.close();
			}
		});
	});
}
