import type { components } from '../src/lib/api/schema.gen';
import { open } from './support/pages';
import { keep } from './support/screens';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test } from './support/workspace';

type Schema = components['schemas'];
const chickens = 'ga-hmong-thuong-pham';

for (const { name, width, height, colorScheme } of [
	{ name: 'phone, light', width: 390, height: 844, colorScheme: 'light' },
	{ name: 'wide, dark', width: 1440, height: 900, colorScheme: 'dark' }
] as const) {
	test.describe(name, () => {
		test.use({ viewport: { width, height }, colorScheme });

		test('everybody sees the demands in short and can narrow them', async ({ page }) => {
			await open(page, '/nhu-cau');
			await expect(page.getByText(/^Gà H'Mông thương phẩm 4\.000 con mỗi tháng \(/)).toBeVisible();
			await expect(page.getByText('Thực phẩm Mẫu Hà Nội')).toHaveCount(0);
			await page.getByLabel(t('board_filter_type')).selectOption(chickens);
			await expect(page).toHaveURL(new RegExp(`loai=${chickens}`));
			await expect(page.getByText(/Phan Thiết/)).toHaveCount(0);
			await page.getByLabel(t('board_filter_type')).selectOption('phan-trun-que');
			await expect(page.getByText(t('board_empty_type_title'))).toBeVisible();
			await page.goBack();
			await expect(page.getByText(/^Gà H'Mông thương phẩm 4\.000 con mỗi tháng \(/)).toBeVisible();
			await expectAccessible(page);
			await keep(page, `demand-board-public-${width}`);
		});

		test('a cooperative sees the whole demand and its own share of it', async ({
			person,
			pageOf
		}) => {
			const coop = await person('dgp');
			const page = await pageOf(coop);
			await page.goto(`/quan-ly/${coop.orgId}/bang-nhu-cau?loai=${chickens}`);
			await expect(page.getByText('Thực phẩm Mẫu Hà Nội')).toBeVisible();
			await expectAccessible(page);
			await page.getByRole('link', { name: like('board_detail_of') }).click();
			await expect(page.getByText(t('board_share_title'))).toBeVisible();
			await expect(page.getByText(/^Giá mong muốn/)).toBeVisible();
			await expectAccessible(page);
			await keep(page, `demand-detail-${width}`);
			await page.getByRole('link', { name: like('board_declare_for') }).click();
			await expect(page.getByLabel(t('supply_type'), { exact: true })).toHaveValue(chickens);
		});

		test('supply against demand is said in numbers and signs', async ({ person, pageOf }) => {
			const firm = await person('firm');
			const table = await read<Schema['HeatTable']>(firm.api, '/api/v1/heat-table?months=6');
			const asked = table.cells.find((each) => each.typeCode === chickens && each.demanded > 0);
			if (!asked) throw new Error('nobody asks for chickens');
			const left = asked.supply - asked.promised - asked.demanded;
			const sign = left > 0 ? '+' : '−';
			const figure = `${sign}${String(Math.abs(left)).replace(/\B(?=(\d{3})+$)/g, '.')}`;
			const page = await pageOf(firm);
			await page.goto(`/quan-ly/${firm.orgId}/cung-cau`);
			await expect(page.getByText(figure).locator('visible=true').first()).toBeVisible();
			await expectAccessible(page);
			await keep(page, `heat-${width}`);
			await page.getByRole('link', { name: t('board_tab_place') }).click();
			await expect(page).toHaveURL(/xem=noi/);
			await expectAccessible(page);
			await keep(page, `supply-board-${width}`);
		});

		test('the Alliance keeps programmes', async ({ person, pageOf }) => {
			const page = await pageOf(await person('alliance'));
			await page.goto('/lien-minh/chuong-trinh');
			await page.getByRole('link', { name: t('programme_add') }).click();
			await page.getByRole('button', { name: t('programme_save') }).click();
			await expect(page.getByRole('alert')).toContainText(t('programme_need_name'));
			const title = `Liên kết thử ${name} ${Date.now()}`;
			await page.getByLabel(t('programme_name_vi')).fill(title);
			await expect(page.getByLabel(t('programme_slug'))).toHaveValue(/^lien-ket-thu-/);
			await page.getByLabel(t('programme_starts')).fill('2027-01-01');
			await page.getByLabel(t('programme_ends')).fill('2027-12-31');
			await page.getByLabel(t('programme_province_add')).selectOption({ index: 1 });
			const org = page.getByRole('combobox', { name: t('programme_org_add') });
			await org.fill('binh thuan');
			await page.getByRole('option', { name: /Bình Thuận/ }).click();
			await expectAccessible(page);
			await page.getByRole('button', { name: t('programme_save') }).click();
			await expect(page).toHaveURL(/chuong-trinh$/);
			await page.getByRole('link', { name: title }).click();
			// The other look's run keeps its programme in the same list.
			const note = `Đã sửa ${name} ${Date.now()}`;
			await page.getByLabel(t('programme_note'), { exact: false }).fill(note);
			await page.getByRole('button', { name: t('programme_save') }).click();
			await expect(page.getByText(note)).toBeVisible();
			await expectAccessible(page);
		});
	});
}

test('the Alliance takes a demand down, and only with a reason', async ({ person, pageOf }) => {
	const page = await pageOf(await person('alliance'));
	await page.goto('/lien-minh/nhu-cau');
	await expectAccessible(page);
	await page
		.getByRole('button', { name: like('board_take_down_of') })
		.first()
		.click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: t('board_take_down') }).click();
	await expect(sheet.getByRole('alert')).toContainText(t('board_need_reason'));
	await expectAccessible(page);
	// Left open: other tests read the same demands.
	await page.keyboard.press('Escape');
	await expect(sheet).toBeHidden();
});
