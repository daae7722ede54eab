import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext, Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { looks, wear } from './support/looks';
import { keep } from './support/screens';
import { fillCart, fillContact, onOrderPage, orderButton, termsTick } from './support/shopping';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, write } from './support/workspace';

type Schema = components['schemas'];

test.use({ viewport: { width: 390, height: 844 } });

/** What a phone's camera reads off the screen. */
async function scan(page: Page): Promise<string> {
	const dir = mkdtempSync(join(tmpdir(), 'vietqr-'));
	try {
		const path = join(dir, 'code.png');
		const code = page.getByRole('img', { name: like('pay_qr_alt') });
		// Not under the bar at the foot of the screen.
		await code.evaluate((node) => node.scrollIntoView({ block: 'center' }));
		await code.evaluate((node: HTMLImageElement) => node.decode());
		await code.screenshot({ path });
		return execFileSync('zbarimg', ['--quiet', '--raw', path], { encoding: 'utf8' }).trimEnd();
	} finally {
		rmSync(dir, { recursive: true });
	}
}

/** The day's statement of the market's bank, sent in by the Alliance. */
async function sendStatement(alliance: APIRequestContext, amount: number, text: string) {
	const finance = '/api/v1/alliance/finance/bank';
	const { accounts } = await read<Schema['BankOverview']>(alliance, finance);
	const account =
		accounts[0]?.account ??
		(await write<Schema['BankAccount']>(alliance, 'POST', `${finance}/accounts`, {
			number: '0000111122',
			bank: 'Agribank',
			holder: 'TAI KHOAN MAU'
		}));
	const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
	const lines = [
		'Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Số dư;Nội dung',
		`${day};FT${Date.now()};;${amount};${amount};MBVCB ${text} chuyen tien`
	];
	const answer = await alliance.post(
		`${finance}/statements?accountId=${account.id}&fileName=sao-ke.csv`,
		{ data: Buffer.from(lines.join('\n')), headers: { 'Content-Type': 'application/octet-stream' } }
	);
	expect(answer.ok(), await answer.text()).toBe(true);
}

test('a transfer by VietQR, from the code on the page to the cooperative’s money', async ({
	page,
	person,
	pageOf
}) => {
	const [coop, alliance] = [await person('doanLuong'), await person('alliance')];
	await fillCart(page.request, 'mut-tao-meo');
	await page.goto('/thanh-toan');
	await fillContact(page);
	await page.getByRole('button', { name: t('checkout_to_delivery') }).click();
	await page.getByRole('radio', { name: t('pay_transfer') }).check();
	await page.getByRole('button', { name: t('checkout_to_review') }).click();
	await termsTick(page).check();
	await orderButton(page).click();
	const { id, secret } = await onOrderPage(page);
	await expect(
		page.getByRole('heading', { level: 1, name: t('pay_awaiting_thanks') })
	).toBeVisible();

	// The code on the screen says byte for byte what the market's payload says.
	await expect(page.getByRole('img', { name: like('pay_qr_alt') })).toBeVisible();
	const payment = await read<Schema['PurchasePayment']>(
		page.request,
		`/api/v1/purchases/${id}/payment?k=${secret}`
	);
	expect(await scan(page)).toBe(payment.payload);
	expect(payment.payload).toContain(payment.reference);
	expect(payment.payload).toContain(String(payment.totalVnd));
	await expect(page.getByText(t('pay_sample_title'))).toBeVisible();
	for (const look of looks) {
		await wear(page, look);
		await expectAccessible(page);
		await keep(page, `pay-transfer-${look.name}`);
	}

	// Its cooperative knows nothing of it until the money stands on the bank's statement.
	const purchase = await read<Schema['Purchase']>(
		page.request,
		`/api/v1/purchases/${id}?k=${secret}`
	);
	const [order] = purchase.orders;
	if (!order) throw new Error('no order');
	const inbox = `/api/v1/orgs/${coop.orgId}/orders`;
	expect((await coop.api.get(`${inbox}/${order.id}`)).status()).toBe(404);
	await sendStatement(alliance.api, payment.restVnd, payment.reference ?? '');
	await expect(page.getByText(like('pay_paid'))).toBeVisible();
	await expect(page.getByRole('img', { name: like('pay_qr_alt') })).toHaveCount(0);
	await keep(page, 'pay-paid');

	for (const body of [
		{ action: 'confirm' },
		{ action: 'pack' },
		{ action: 'ship', carrier: 'HTX tự giao' },
		{ action: 'deliver' }
	]) {
		await write(coop.api, 'POST', `${inbox}/${order.id}/actions`, body);
	}
	const money = await read<Schema['OrgMoney']>(coop.api, `/api/v1/orgs/${coop.orgId}/money`);
	const coming = money.coming.find((row) => row.orderId === order.id);
	expect(coming).toMatchObject({ method: 'bank_transfer', totalVnd: order.totalVnd });
	expect(coming?.netVnd).toBe(order.totalVnd - (coming?.commissionVnd ?? 0));
	const work = await pageOf(coop);
	await work.goto(`/quan-ly/${coop.orgId}/tien`);
	const net = `${String(coming?.netVnd).replace(/\B(?=(\d{3})+(?!\d))/g, '.')}\u00a0₫`;
	await expect(work.getByText(net).first()).toBeVisible();
});

test('in English a buyer changes to paying at the door, another cancels', async ({ page }) => {
	const buy = async () => {
		await fillCart(page.request, 'mut-tao-meo');
		const answer = await page.request.post('/api/v1/checkout', {
			headers: { 'Idempotency-Key': crypto.randomUUID() },
			data: {
				contact: { fullName: 'Lan', phone: '0912345678' },
				address: { communeCode: '00166', line: '12 Xuân Thủy' },
				paymentMethod: 'bank_transfer',
				acceptTermsVersion: (await read<Schema['Site']>(page.request, '/api/v1/site')).termsVersion,
				locale: 'en'
			}
		});
		expect(answer.ok(), await answer.text()).toBe(true);
		return (await answer.json()) as Schema['CheckoutResult'];
	};
	const first = await buy();
	await page.goto(`/en/don-hang/${first.purchase.id}?k=${first.secret}`);
	await page
		.getByRole('button', {
			name: t('pay_instead', { method: t('checkout_cod', {}, 'en') }, 'en')
		})
		.click();
	await expect(page.getByText(t('order_status_placed', {}, 'en')).first()).toBeVisible();

	const second = await buy();
	await page.goto(`/en/don-hang/${second.purchase.id}?k=${second.secret}`);
	await page.getByRole('button', { name: t('pay_cancel', {}, 'en') }).click();
	await page.getByRole('button', { name: t('pay_cancel_sure', {}, 'en') }).click();
	await expect(page.getByText(t('pay_cancelled_title', {}, 'en'))).toBeVisible();
});
