import type { components } from '../src/lib/api/schema.gen';
import { looks, wear } from './support/looks';
import { keep } from './support/screens';
import { t } from './support/words';
import { expect, expectAccessible, placeOrder, read, test, write } from './support/workspace';

type Schema = components['schemas'];

const desk = '/api/v1/alliance/finance/bank';
const file = (name: string, rows: string[]) => ({
	name,
	mimeType: 'text/csv',
	buffer: Buffer.from(`${rows.join('\n')}\n`)
});

test('a statement is uploaded: one line matches, one is confirmed, one set aside', async ({
	baseURL,
	person,
	pageOf
}) => {
	const alliance = await person('alliance');
	const buy = async (quantity: number) => {
		const { purchaseId, secret } = await placeOrder(
			baseURL,
			'doan-luong',
			quantity,
			'bank_transfer'
		);
		const asked = await read<Schema['PurchasePayment']>(
			alliance.api,
			`/api/v1/purchases/${purchaseId}/payment?k=${secret}`
		);
		return { ...asked, reference: asked.reference ?? '' };
	};
	const exact = await buy(2);
	const near = await buy(3);
	// An account of its own for each run, so that nothing was known before.
	const number = `9${String(Date.now())}`;
	const account = await write<Schema['BankAccount']>(alliance.api, 'POST', `${desk}/accounts`, {
		number,
		bank: 'Vietcombank',
		holder: 'LIEN MINH HTX (MAU)'
	});
	const day = new Date(Date.now() + 7 * 3600_000)
		.toISOString()
		.slice(0, 10)
		.split('-')
		.reverse()
		.join('/');
	const text = `Phi quan ly ${number}`;
	// One sign of the reference is wrong, whichever it was.
	const mistyped = near.reference.slice(0, -1) + (near.reference.endsWith('A') ? 'C' : 'A');
	const rows = [
		`Số tài khoản: ${number}`,
		'Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Nội dung',
		`${day};FT${number}1;;${exact.restVnd};MBVCB.123.${exact.reference}.CT tu 0351`,
		`${day};FT${number}2;;${near.restVnd};NGUYEN THI HUONG GIANG ${mistyped}`,
		`${day};FT${number}3;11000;;${text}`
	];

	const page = await pageOf(alliance);
	await wear(page, looks[0]);
	await page.goto('/lien-minh/tai-chinh/ngan-hang');
	await page.getByLabel(t('bnk_account'), { exact: true }).selectOption(account.id);
	await page
		.locator('input[type=file]')
		.setInputFiles(file('sai.csv', [...rows, `${day};x;;1,5;x`]));
	await expect(page.getByRole('alert')).toContainText('6');
	await page.locator('input[type=file]').setInputFiles(file('sao-ke.csv', rows));
	await expect(
		page.getByText(t('bnk_sent_result', { matched: '1', look: '2', known: '0' }))
	).toBeVisible();
	await page.locator('input[type=file]').setInputFiles(file('sao-ke.csv', rows));
	await expect(page.getByText(t('bnk_sent_again'))).toBeVisible();

	const line = (words: string) => page.getByRole('article').filter({ hasText: words });
	const suggested = line(`FT${number}2`);
	await expect(suggested).toContainText(near.reference);
	await expectAccessible(page);
	await keep(page, 'bank-suggested');
	await suggested
		.getByRole('button', { name: t('bnk_match_named', { reference: near.reference }) })
		.click();
	await expect(suggested).toBeHidden();

	await page.getByRole('link', { name: new RegExp(`^${t('bnk_view_unmatched')}`) }).click();
	await line(text)
		.getByRole('button', { name: t('bnk_aside') })
		.click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: t('bnk_aside_save') }).click();
	await expect(sheet.getByRole('alert')).toContainText(t('bnk_need_reason'));
	await sheet.getByLabel(t('bnk_reason_fee')).check();
	await expectAccessible(page);
	await keep(page, 'bank-aside');
	await sheet.getByRole('button', { name: t('bnk_aside_save') }).click();
	await expect(line(text)).toBeHidden();

	await page.getByRole('link', { name: new RegExp(`^${t('bnk_view_matched')}`) }).click();
	await expect(line(exact.reference)).toContainText(t('bnk_effect_paid'));
	for (const look of looks) {
		await wear(page, look);
		await expectAccessible(page);
		await keep(page, `bank-${look.name}`);
	}
	await page.getByRole('link', { name: t('bnk_statements') }).click();
	await expect(page.getByRole('row').filter({ hasText: number })).toBeVisible();
	await expectAccessible(page);
	await keep(page, 'bank-statements');
});

test('a carrier’s settlement stands beside the orders', async ({ baseURL, person, pageOf }) => {
	const coop = await person('doanLuong');
	const { order } = await placeOrder(baseURL, 'doan-luong');
	const page = await pageOf(coop);
	await wear(page, looks[0]);
	await page.goto(`/quan-ly/${coop.orgId}/tien/doi-soat-cod`);
	await page
		.locator('input[type=file]')
		.setInputFiles(
			file('ghn.csv', [
				'Mã đơn GHN;Mã đơn khách hàng;Tiền COD;Phí dịch vụ;Tổng đối soát',
				`G1${order.code};${order.code};${order.totalVnd - 1000};30000;${order.totalVnd - 31_000}`,
				'G2-KHAC;KHONG-CO;50000;20000;30000'
			])
		);
	await expect(page.getByText(t('cod_some_off', { count: '2' }))).toBeVisible();
	await expect(page.getByRole('row').filter({ hasText: order.code })).toContainText(t('cod_less'));
	await expectAccessible(page);
	await keep(page, 'settlement');
});
