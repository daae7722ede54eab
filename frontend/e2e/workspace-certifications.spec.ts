import type { components } from '../src/lib/api/schema.gen';
import { looks, wear } from './support/looks';
import { keep } from './support/screens';
import { t } from './support/words';
import { expect, expectAccessible, read, test } from './support/workspace';

type Schema = components['schemas'];

const pdf = { name: 'vietgap.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') };

test('a certification is added with its file, made public, and shown to who scans a lot', async ({
	person,
	pageOf,
	browser
}) => {
	const coop = await person('tea');
	const page = await pageOf(coop);
	const number = `VG-${Date.now().toString(36).toUpperCase()}`;
	await page.goto(`/quan-ly/${coop.orgId}/chung-nhan`);
	await page.getByRole('button', { name: t('cer_add') }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: t('cer_save') }).click();
	await expect(sheet.getByText(t('cer_need_number')).first()).toBeVisible();
	await sheet.getByLabel(t('cer_kind')).selectOption('vietgap');
	await sheet.getByLabel(t('cer_number')).fill(number);
	await sheet.getByLabel(t('cer_issuer')).fill('Tổ chức chứng nhận mẫu');
	await sheet.getByLabel(t('cer_issued')).fill('2026-01-10');
	await sheet.getByLabel(t('cer_expires')).fill('2026-01-09');
	await sheet.getByLabel(t('cer_file_add')).setInputFiles(pdf);
	await sheet.getByLabel(t('cer_public')).check();
	await sheet.getByRole('button', { name: t('cer_save') }).click();
	await expect(sheet.getByRole('alert').first()).toContainText('ngày cấp');
	await sheet.getByLabel(t('cer_expires')).fill('2029-01-10');
	await expectAccessible(page);
	await keep(page, 'certification-sheet', false);
	await sheet.getByRole('button', { name: t('cer_save') }).click();
	await expect(page.getByText(number)).toBeVisible();
	await expect(page.getByText(t('cer_file_public'))).toBeVisible();
	for (const look of looks) {
		await wear(page, look);
		await expectAccessible(page);
		await keep(page, `certifications-${look.name}`);
	}

	const shelves = await read<Schema['ShelfPage']>(coop.api, `/api/v1/orgs/${coop.orgId}/shelves`);
	const lot = shelves.items
		.flatMap(({ variants }) => variants.flatMap(({ lots }) => lots))
		.find(({ loose }) => !loose);
	const detail = await read<Schema['LotDetail']>(
		coop.api,
		`/api/v1/orgs/${coop.orgId}/lots/${lot?.id ?? ''}`
	);
	const reader = await browser.newContext({ javaScriptEnabled: false });
	const trace = await reader.newPage();
	await trace.setViewportSize({ width: 390, height: 844 });
	await trace.goto(new URL(detail.traceUrl).pathname);
	await expect(trace.getByText(number)).toBeVisible();
	const [file] = await Promise.all([
		trace.waitForEvent('download'),
		trace
			.getByRole('listitem')
			.filter({ hasText: number })
			.getByRole('link', { name: 'Tải bản chụp giấy' })
			.click()
	]);
	expect(await file.path()).toBeTruthy();
	await keep(trace, 'certification-trace');
	await reader.close();

	await page
		.getByRole('listitem')
		.filter({ hasText: number })
		.getByRole('button', { name: new RegExp(`^${t('cer_remove')}`) })
		.click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: t('cer_remove'), exact: true })
		.click();
	await expect(page.getByText(number)).toHaveCount(0);
});
