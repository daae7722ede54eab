import { expect, type Page } from '@playwright/test';
import { t } from './words';

const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);

/** The paper's name in the lists of both sides. */
export const paper = 'dang-ky.png';

/** Fills in what a new cooperative still owes on its card, without its paper. */
export async function fillIdentity(page: Page, registrationNo: string): Promise<void> {
	await page.getByLabel(t('org_registration_no')).fill(registrationNo);
	await page.getByLabel(t('org_registration_date')).fill('2024-03-08');
	await page.getByLabel(t('org_registration_issuer')).fill('Phòng Kinh tế xã Văn Chấn');
	await page.getByLabel(t('org_representative')).fill('Sùng Thị Mỷ');
	await page.getByLabel(t('org_address')).fill('Bản Giàng, xã Văn Chấn');
}

/** Adds the paper that proves it. */
export async function addPaper(page: Page): Promise<void> {
	await page
		.locator('input[type=file]')
		.setInputFiles({ name: paper, mimeType: 'image/png', buffer: png });
	await expect(page.getByText(paper, { exact: false }).first()).toBeVisible();
}

/** Sends it to the Alliance. */
export async function handIn(page: Page): Promise<void> {
	await page.getByRole('button', { name: t('ver_send') }).click();
	await expect(page.getByText(t('ver_waits'))).toBeVisible();
}

/** Opens what a cooperative handed in, as the Alliance's desk. */
export async function review(desk: Page, name: string) {
	await desk.goto('/lien-minh/xac-minh');
	await desk.getByRole('button', { name: `${t('ver_review')}: ${name}` }).click();
	return desk.getByRole('dialog');
}

/** Finds it in order. */
export async function approve(desk: Page, name: string): Promise<void> {
	await desk
		.getByRole('dialog')
		.getByRole('button', { name: t('ver_approve') })
		.click();
	await expect(desk.getByText(t('ver_approved', { name }))).toBeVisible();
}
