import type { components } from '../src/lib/api/schema.gen';
import { tabTo } from './support/pages';
import { promise } from './support/promise';
import { keep } from './support/screens';
import { chooseCommune } from './support/shopping';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, write, type Person } from './support/workspace';

type Schema = components['schemas'];
type Capacity = Schema['Capacity'];

// One cooperative's supply is edited: the tests take turns.
test.describe.configure({ mode: 'serial' });
test.use({ viewport: { width: 390, height: 844 } });

const own = async ({ api, orgId }: Person): Promise<Capacity[]> =>
	(await read<Schema['CapacityList']>(api, `/api/v1/orgs/${orgId}/capacities`)).items;

async function ofType(coop: Person, typeCode: string): Promise<Capacity> {
	const found = (await own(coop)).find((each) => each.typeCode === typeCode);
	if (!found) throw new Error(`${typeCode} is not declared`);
	return found;
}

/** A capacity as it is, to be sent back with a change. */
function asInput(capacity: Capacity): Schema['CapacityInput'] {
	const { typeCode, unit, period, sureness, minQty, lotQty, leadDays, pickupCommune } = capacity;
	return {
		...{ typeCode, unit, period, sureness, minQty, lotQty, leadDays, pickupCommune },
		tiers: capacity.tiers,
		version: capacity.version,
		periods: capacity.periods
			.filter(({ past }) => !past)
			.map(({ startsOn, declared, retail }) => ({ startsOn, declared, retail }))
	};
}

test('goods are declared in few taps, survive a lost connection and are on the boards', async ({
	person,
	pageOf
}) => {
	const coop = await person('bamboo');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/san-luong`);
	await page.getByRole('link', { name: t('supply_declare') }).click();
	await page.getByRole('button', { name: t('supply_save_new') }).click();
	// Nothing is chosen: told at once, each fault at its field, nothing sent.
	await expect(page.getByRole('alert')).toContainText(t('supply_need_type'));
	await expectAccessible(page);

	await page.getByLabel(t('supply_type'), { exact: true }).selectOption('mang-bat-do-tuoi');
	await page.getByLabel(like('supply_each_month')).fill('1.200');
	await page.getByLabel(t('supply_retail'), { exact: true }).fill('200');
	await page.getByRole('button', { name: like('supply_copy') }).click();
	await page.getByRole('textbox', { name: like('supply_min_qty') }).fill('100');
	await page.getByLabel(like('supply_tier_price')).fill('45k');
	await chooseCommune(page, { typed: 'tran yen', label: /Trấn Yên/ });

	await page.context().setOffline(true);
	await page.getByRole('button', { name: t('supply_save_new') }).click();
	await expect(page.getByRole('alert')).toContainText(t('error_offline_text'));
	await page.context().setOffline(false);
	await page.reload();
	await expect(page.getByText(t('supply_restored'), { exact: true })).toBeVisible();
	await expect(page.getByLabel(like('supply_quantity_of')).first()).toHaveValue('1.200');
	await keep(page, 'supply-declare-390');

	// What only the server knows comes to its field.
	await page.getByLabel(like('supply_retail_of')).first().fill('5.000');
	await page.getByRole('button', { name: t('supply_save_new') }).click();
	const row = page.getByLabel(like('supply_retail_of')).first();
	await expect(row).toHaveAttribute('aria-invalid', 'true');
	await row.fill('200');
	await page.getByRole('button', { name: t('supply_save_new') }).click();
	await expect(page).toHaveURL(/\/san-luong$/);

	const made = await ofType(coop, 'mang-bat-do-tuoi');
	expect(made.periods.map((each) => each.available)).toEqual(Array(6).fill(1000));
	expect(made.tiers).toEqual([{ minQty: 100, priceVnd: 45_000 }]);
	await expect(page.getByRole('link', { name: made.typeName })).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'supply-list-390');

	const firm = await person('firm');
	const board = await pageOf(firm);
	await board.goto(`/quan-ly/${firm.orgId}/cung-cau`);
	await expect(board.getByText(made.typeName)).not.toHaveCount(0);
	await board.goto(`/quan-ly/${firm.orgId}/cung-cau?xem=noi&loai=mang-bat-do-tuoi`);
	await expect(board.getByRole('heading', { name: /Trấn Yên/ })).toBeVisible();
	await expectAccessible(board);
});

test('two people change one declaration: what only one touched is merged, the rest is asked', async ({
	person,
	pageOf
}) => {
	const coop = await person('bamboo');
	const before = await ofType(coop, 'mang-bat-do-tuoi');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/san-luong/${before.id}/sua`);
	const mine = page.getByLabel(like('supply_quantity_of'));
	await mine.nth(0).fill('1.500');
	await mine.nth(1).fill('1.600');

	const theirs = asInput(before);
	theirs.periods = theirs.periods.map((each, i) => ({
		...each,
		declared: [900, each.declared, 800][i] ?? each.declared
	}));
	await write(coop.api, 'PUT', `/api/v1/orgs/${coop.orgId}/capacities/${before.id}`, theirs);

	await page.getByRole('button', { name: t('supply_save') }).click();
	const conflict = page.getByRole('alert');
	await expect(conflict).toContainText(t('supply_conflict_title'));
	await expect(conflict).toContainText('900');
	await expect(conflict).toContainText('1.500');
	await expect(conflict).not.toContainText('1.600');
	await expect(conflict).toBeFocused();
	await expectAccessible(page);
	await conflict.getByRole('button', { name: t('supply_take_mine') }).click();
	await expect(page).toHaveURL(new RegExp(`/san-luong/${before.id}$`));
	const after = await ofType(coop, 'mang-bat-do-tuoi');
	expect(after.periods.slice(0, 3).map((each) => each.declared)).toEqual([1500, 1600, 800]);
});

test('less than is promised is refused at its row, with who is affected; so is withdrawing', async ({
	person,
	pageOf
}) => {
	const coop = await person('bamboo');
	const before = await ofType(coop, 'mang-bat-do-tuoi');
	const contract = await promise(await person('firm'), coop, before, 700);
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/san-luong/${before.id}/sua`);
	await expect(page.getByText(t('supply_promised_row', { count: 700 }))).toBeVisible();
	const first = page.getByLabel(like('supply_quantity_of')).first();
	await first.fill('500');
	await page.getByRole('button', { name: t('supply_save') }).click();
	await expect(first).toHaveAttribute('aria-invalid', 'true');
	await expect(page.getByText(`${contract}: 700`)).toBeVisible();
	await expect(first).toHaveValue('500');
	await expectAccessible(page);
	await keep(page, 'supply-refused-390');
	expect((await ofType(coop, 'mang-bat-do-tuoi')).periods[0]?.declared).toBe(1500);

	await page.goto(`/quan-ly/${coop.orgId}/san-luong/${before.id}`);
	await page.getByRole('button', { name: t('supply_withdraw') }).click();
	const sheet = page.getByRole('dialog');
	await expect(sheet).toContainText(contract);
	await expect(sheet.getByRole('button', { name: t('supply_withdraw') })).toHaveCount(0);
	await expectAccessible(page);
});

test('what nobody was promised is withdrawn', async ({ person, pageOf }) => {
	const coop = await person('bamboo');
	const before = await ofType(coop, 'mang-kho');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/san-luong/${before.id}`);
	await page.getByRole('button', { name: t('supply_withdraw') }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('supply_withdraw') })
		.click();
	await expect(page).toHaveURL(/\/san-luong$/);
	expect((await own(coop)).map(({ typeCode }) => typeCode)).not.toContain('mang-kho');
});

test('the form is walked by keyboard, the focus in sight', async ({ person, pageOf }) => {
	const coop = await person('bamboo');
	const page = await pageOf(coop);
	await page.goto(`/quan-ly/${coop.orgId}/san-luong/moi`);
	await expect(page.getByLabel(like('supply_each_month'))).toBeVisible();
	await tabTo(page, page.getByLabel(like('supply_each_month')));
	await page.keyboard.type('300');
	await page.keyboard.press('Enter');
	await expect(page.getByLabel(like('supply_quantity_of')).last()).toHaveValue('300');
	await tabTo(page, page.getByRole('button', { name: t('supply_save_new') }));
});
