import type { Page } from '@playwright/test';
import { looks, wear } from './support/looks';
import { expect, expectAccessible, placeOrder, test, type Person } from './support/workspace';
import { t } from './support/words';

/** The button of a row says the step and on which order. */
const stepOn = (step: 'confirm' | 'pack' | 'ship', code: string) =>
	t('ful_do_on', { step: t(`ful_do_${step}`), code });

/** Opens each page and looks at it in every look: it says what it is, fits the screen, and axe finds nothing. */
async function walk(
	person: Person,
	pageOf: (person: Person) => Promise<Page>,
	pages: [path: string, heading: string | RegExp][]
) {
	const page = await pageOf(person);
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	for (const [path, heading] of pages) {
		await page.setViewportSize(looks[0]);
		await page.goto(path);
		await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
		await expect(page.getByText(t('loading'))).toHaveCount(0);
		for (const look of looks) {
			await wear(page, look);
			const over = await page.evaluate(
				() => document.documentElement.scrollWidth - window.innerWidth
			);
			expect(over, `${path} is wider than the screen (${look.name})`).toBeLessThanOrEqual(0);
			await expectAccessible(page);
		}
	}
	expect(faults).toEqual([]);
}

test('a cooperative’s pages', async ({ baseURL, person, pageOf }) => {
	test.setTimeout(180_000);
	const coop = await person('doanLuong');
	const { order } = await placeOrder(baseURL, 'doan-luong');
	const base = `/quan-ly/${coop.orgId}`;
	await walk(coop, pageOf, [
		[base, t('ws_today')],
		[`${base}/don-hang`, t('ws_orders')],
		[`${base}/don-hang/${order.id}`, new RegExp(order.code)],
		[`${base}/hang-hoa`, t('ws_goods')],
		[`${base}/san-luong`, t('supply_title')],
		[`${base}/san-luong/moi`, t('supply_new_title')],
		[`${base}/bang-nhu-cau`, t('board_demand_title')],
		[`${base}/cung-cau`, t('board_market_title')],
		[`${base}/hop-dong`, t('con_title')],
		[`${base}/thanh-vien`, t('ws_members')],
		[`${base}/ho-so`, t('ws_card')],
		[`/en${base}`, t('ws_today', {}, 'en')]
	]);
});

test('the Alliance’s pages', async ({ baseURL, person, pageOf }) => {
	test.setTimeout(180_000);
	const { order } = await placeOrder(baseURL, 'doan-luong');
	const alliance = await person('alliance');
	await walk(alliance, pageOf, [
		['/lien-minh', t('ws_overview')],
		['/lien-minh/don-vi', t('ws_organisations')],
		['/lien-minh/don-hang', t('ws_orders')],
		['/lien-minh/don-hang?cho=24h', t('ali_waiting')],
		[`/lien-minh/don-hang/${order.id}`, new RegExp(order.code)],
		['/lien-minh/chung-nhan', t('ali_certificates')],
		['/lien-minh/nhu-cau', t('board_all_title')],
		['/lien-minh/cung-cau', t('board_market_title')],
		['/lien-minh/cung-cau?xem=noi', t('board_market_title')],
		['/lien-minh/hop-dong', t('con_title')],
		['/lien-minh/chuong-trinh', t('programme_title')],
		['/lien-minh/chuong-trinh/moi', t('programme_new_title')],
		['/lien-minh/tim-kiem', t('srch_title')],
		['/lien-minh/khach-nhan-tim', t('wanted_title')]
	]);
});

test('a firm’s pages', async ({ person, pageOf }) => {
	test.setTimeout(180_000);
	const firm = await person('firm');
	await walk(firm, pageOf, [
		[`/quan-ly/${firm.orgId}`, 'Thực phẩm Mẫu Hà Nội'],
		[`/quan-ly/${firm.orgId}/nhu-cau`, t('demand_list_title')],
		[`/quan-ly/${firm.orgId}/nhu-cau/moi`, t('demand_new')],
		[`/quan-ly/${firm.orgId}/hop-dong`, t('con_title')],
		[`/quan-ly/${firm.orgId}/cung-cau`, t('board_market_title')],
		[`/quan-ly/${firm.orgId}/cung-cau?xem=noi`, t('board_market_title')],
		[`/quan-ly/${firm.orgId}/ho-so`, t('ws_card')],
		['/quan-ly/dang-ky', t('org_register_title')]
	]);
});
test('who is not logged in comes back to the page after log-in', async ({ page, person }) => {
	const coop = await person('doanLuong');
	// The page without content is nobody's secret, but the workspace's frame is.
	await page.goto(`/quan-ly/${coop.orgId}/trang-trong`);
	await expect(page).toHaveURL(/\/dang-nhap\?next=.*trang-trong/);
	await page.goto(`/quan-ly/${coop.orgId}/hang-hoa`);
	await expect(page).toHaveURL(/\/dang-nhap\?/);
	await page.getByLabel(t('party_login')).fill('0900 000 002');
	await page.getByLabel(t('party_password'), { exact: true }).fill('chophien-demo');
	await page
		.getByRole('main')
		.getByRole('button', { name: t('party_log_in') })
		.click();
	await expect(page).toHaveURL(new RegExp(`/quan-ly/${coop.orgId}/hang-hoa$`));
	await expect(page.getByRole('heading', { level: 1, name: t('ws_goods') })).toBeVisible();
});

test('who belongs elsewhere is told so', async ({ person, pageOf }) => {
	const coop = await person('doanLuong');
	const page = await pageOf(await person('firm'));
	await page.goto(`/quan-ly/${coop.orgId}/don-hang`);
	await expect(page.getByText(t('ws_not_member'))).toBeVisible();
	await page.goto('/lien-minh');
	await expect(page.getByText(t('ws_not_alliance'))).toBeVisible();
	await expectAccessible(page);
});

test('a firm that opens a cooperative’s page finds its own way on', async ({ person, pageOf }) => {
	const firm = await person('firm');
	const page = await pageOf(firm);
	const name = firm.me.memberships[0]?.name ?? '';
	for (const part of ['don-hang', `don-hang/${firm.orgId}`, 'hang-hoa']) {
		await page.goto(`/quan-ly/${firm.orgId}/${part}`);
		await expect(page.getByRole('alert')).toContainText(t('ws_not_cooperative', { name }));
		await expect(page.getByRole('main').getByRole('link'), 'one way on, no tabs').toHaveCount(1);
	}
	await expectAccessible(page);
	await page
		.getByRole('main')
		.getByRole('link', { name: t('ws_overview') })
		.click();
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('one organisation opens at once, each figure of the Alliance opens what it counts', async ({
	person,
	pageOf
}) => {
	const coop = await person('doanLuong');
	const page = await pageOf(coop);
	await page.goto('/quan-ly');
	await expect(page).toHaveURL(new RegExp(`/quan-ly/${coop.orgId}$`));

	const desk = await pageOf(await person('alliance'));
	await desk.goto('/lien-minh');
	const card = desk.getByRole('link', { name: new RegExp(`^${t('ali_cooperatives')}`) });
	const told = Number((await card.innerText()).match(/\d+/)?.[0]);
	await card.click();
	await expect(desk).toHaveURL(/loai=cooperative/);
	await expect(
		desk.getByRole('link', { name: new RegExp(`^${t('org_status_verified')}`) })
	).toContainText(String(told));
});

test('a workspace works with the keyboard alone', async ({ baseURL, person, pageOf }) => {
	const { order } = await placeOrder(baseURL, 'doan-luong');
	const coop = await person('doanLuong');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/don-hang`);
	await expect(page.getByRole('table')).toBeVisible();
	await page.keyboard.press('/');
	await page.keyboard.type(order.code);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/q=/);
	await expect(page.getByRole('row')).toHaveCount(2);
	const confirm = page.getByRole('button', { name: stepOn('confirm', order.code) });
	await confirm.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: stepOn('pack', order.code) })).toBeVisible();
	await page.getByRole('button', { name: t('ws_menu') }).press('Enter');
	await expect(page.getByRole('dialog')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await expect(page.getByRole('button', { name: t('ws_menu') })).toBeFocused();
});
