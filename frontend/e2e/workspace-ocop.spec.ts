import { deepLooks, wear } from './support/looks';
import { keep } from './support/screens';
import { t } from './support/words';
import { expect, expectAccessible, test } from './support/workspace';

test('a cooperative scores its dossier with evidence, the Alliance records the way to the stars', async ({
	person,
	pageOf
}) => {
	test.setTimeout(150_000);
	const owner = await person('bamboo');
	const page = await pageOf(owner);
	const base = `/quan-ly/${owner.orgId}/ocop`;
	await page.goto(base);
	await page
		.getByRole('button', { name: t('dos_new') })
		.first()
		.click();
	const sheet = page.getByRole('dialog');
	await sheet
		.getByLabel(t('dos_field_product'), { exact: true })
		.selectOption({ label: 'Măng tre Bát Độ tươi' });
	await sheet.getByLabel(t('dos_field_subgroup')).selectOption('1');
	await sheet.getByLabel(t('dos_field_target')).selectOption('3');
	await expectAccessible(page);
	await sheet.getByRole('button', { name: t('dos_create') }).click();
	await expect(page.getByText(t('dos_gap', { points: '50', stars: '3' }))).toBeVisible();

	await page.locator('#points-A1').fill('41');
	await page.getByRole('button', { name: t('dos_save') }).click();
	await expect(page.getByText(t('dos_points_wrong', { max: '40' }))).toBeVisible();
	await page.locator('#points-A1').fill('24,5');
	await page.locator('#points-B1').fill('12');
	await page.locator('#points-C2').fill('10');
	await page.getByRole('button', { name: t('dos_save') }).click();
	await expect(page.getByText(t('dos_gap', { points: '3,5', stars: '3' }))).toBeVisible();
	await page.getByLabel(t('dos_file_add_for', { what: 'Tiêu chuẩn sản phẩm' })).setInputFiles({
		name: 'phieu.pdf',
		mimeType: 'application/pdf',
		buffer: Buffer.from('%PDF-1.7\n')
	});
	await expect(page.getByRole('link', { name: /phieu\.pdf/ })).toBeVisible();
	for (const look of deepLooks) {
		await wear(page, look);
		await expectAccessible(page);
		await keep(page, `dossier-${look.name}`);
	}
	await page.getByRole('button', { name: t('dos_submit') }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('dos_submit') })
		.click();
	await expect(page.getByText(t('dos_status_submitted')).first()).toBeVisible();

	const desk = await pageOf(await person('alliance'));
	for (const { name, width, height, colorScheme } of deepLooks) {
		await desk.setViewportSize({ width, height });
		await desk.emulateMedia({ colorScheme });
		await desk.goto('/lien-minh/ocop');
		await expect(desk.getByRole('link', { name: 'Măng tre Bát Độ tươi' })).toBeVisible();
		await expectAccessible(desk);
		await keep(desk, `ocop-desk-${name}`);
	}
	await desk.getByRole('button', { name: t('dos_for') }).click();
	const opening = desk.getByRole('dialog');
	await opening
		.getByLabel(t('dos_field_seller'))
		.selectOption({ label: owner.me.memberships[0]?.name ?? '' });
	await opening
		.getByLabel(t('dos_field_product'), { exact: true })
		.selectOption({ label: 'Măng Bát Độ khô' });
	await opening.getByLabel(t('dos_field_subgroup')).selectOption('6');
	await expectAccessible(desk);
	await opening.getByRole('button', { name: t('dos_create') }).click();
	await expect(desk.getByRole('heading', { name: 'Măng Bát Độ khô' })).toBeVisible();
	await page.goto(base);
	await expect(page.getByText('Măng Bát Độ khô').first()).toBeVisible();
	await desk.goto('/lien-minh/ocop');

	await desk.getByRole('link', { name: 'Măng tre Bát Độ tươi' }).click();
	const record = async (action: string, fill: (name: string) => Promise<void>) => {
		await desk.getByRole('button', { name: action }).click();
		await fill(action);
		await desk
			.getByRole('dialog')
			.getByRole('button', { name: t('dos_record') })
			.click();
		await expect(desk.getByRole('dialog')).toBeHidden();
	};
	const decision = (number: string) => desk.getByLabel(t('dos_field_decision')).fill(number);
	await record(t('dos_act_prescore'), () => decision('45/BC-UBND'));
	await record(t('dos_act_score'), async () => {
		await desk.getByLabel(t('dos_field_council_points')).fill('62,25');
		await decision('118/BB-HĐ');
	});
	await record(t('dos_act_certify'), async () => {
		await desk.getByLabel(t('dos_field_issuer'), { exact: true }).fill('UBND tỉnh Lào Cai');
		await desk.getByLabel(t('dos_field_decision_cert')).fill('900/QĐ-UBND');
	});
	await expect(desk.getByText(t('dos_status_certified')).first()).toBeVisible();
	await page.goto('/san-pham/mang-tre-bat-do-tuoi');
	await expect(page.getByText(t('ocop_stars', { stars: 3 })).first()).toBeVisible();
});
