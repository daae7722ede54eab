import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, type Download, type Page } from '@playwright/test';
import type { components } from '../../src/lib/api/schema.gen';
import { endReturnWindow } from './database';
import { firstSheet } from './sheet';
import { fillCart, fillContact, onOrderPage, orderButton, termsTick } from './shopping';
import { replaceStripe } from './stripe';
import { like, t } from './words';
import { read, write, type Person } from './workspace';

type Schema = components['schemas'];

/** The ways of paying, as the checkout names them. */
const ways = {
	cod: () => t('checkout_cod'),
	bank_transfer: () => t('pay_transfer'),
	card: () => like('pay_card')
} as const;

export interface Bought {
	way: keyof typeof ways;
	order: Schema['Order'];
	/** The code in a transfer's text; empty for the other ways. */
	reference: string;
}

/** Buys through the checkout's pages; a card is paid in the stand-in for Stripe's form. */
export async function buyBy(page: Page, way: Bought['way'], slug: string): Promise<Bought> {
	if (way === 'card') await replaceStripe(page);
	await fillCart(page.request, slug);
	await page.goto('/thanh-toan');
	await fillContact(page);
	await page.getByRole('button', { name: t('checkout_to_delivery') }).click();
	await page.getByRole('radio', { name: ways[way]() }).check();
	await page.getByRole('button', { name: t('checkout_to_review') }).click();
	await termsTick(page).check();
	await orderButton(page).click();
	const { id, secret } = await onOrderPage(page);
	let reference = '';
	if (way === 'card') {
		await page.getByRole('link', { name: like('pay_by_card') }).click();
		await page.getByLabel('Số thẻ').fill('4242');
		await page.getByRole('button', { name: like('crd_pay') }).click();
		await expect(page.getByRole('heading', { name: t('crd_paid') })).toBeVisible();
	} else if (way === 'bank_transfer') {
		const asked = await read<Schema['PurchasePayment']>(
			page.request,
			`/api/v1/purchases/${id}/payment?k=${secret}`
		);
		await expect(page.getByText(asked.reference ?? 'no reference').first()).toBeVisible();
		reference = asked.reference ?? '';
	}
	const bought = await read<Schema['Purchase']>(
		page.request,
		`/api/v1/purchases/${id}?k=${secret}`
	);
	const [order] = bought.orders;
	if (!order) throw new Error('bought nothing');
	return { way, order, reference };
}

let sent = 0;

/**
 * Uploads a statement of a bank account of its own on the Alliance's page, and waits until
 * all its lines are matched.
 * @param owner of the Alliance: only owners may add an account
 * @param lines what came (above zero) or went, with its text
 */
export async function uploadStatement(
	owner: Person,
	page: Page,
	lines: { amount: number; text: string }[]
): Promise<void> {
	const number = `8${Date.now()}${sent++}`;
	const account = await write<Schema['BankAccount']>(
		owner.api,
		'POST',
		'/api/v1/alliance/finance/bank/accounts',
		{ number, bank: 'Vietcombank', holder: 'LIEN MINH HTX (MAU)' }
	);
	const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
	const rows = lines.map(({ amount, text }, i) =>
		[day, `FT${number}${i}`, amount < 0 ? -amount : '', amount > 0 ? amount : '', text].join(';')
	);
	await page.goto('/lien-minh/tai-chinh/ngan-hang');
	await page.getByLabel(t('bnk_account'), { exact: true }).selectOption(account.id);
	await page.locator('input[type=file]').setInputFiles({
		name: 'sao-ke.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(['Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Nội dung', ...rows].join('\n'))
	});
	await expect(
		page.getByText(t('bnk_sent_result', { matched: String(lines.length), look: '0', known: '0' }))
	).toBeVisible();
}

/** Has a cooperative deliver orders, and their time to be returned end. */
export async function deliverForGood(coop: Person, orders: Schema['Order'][]): Promise<void> {
	for (const { id } of orders) {
		for (const body of [
			{ action: 'confirm' },
			{ action: 'pack' },
			{ action: 'ship', carrier: 'HTX tự giao' },
			{ action: 'deliver' }
		]) {
			await write(coop.api, 'POST', `/api/v1/orgs/${coop.orgId}/orders/${id}/actions`, body);
		}
	}
	endReturnWindow(orders.map(({ id }) => id));
	const waiting = async () => {
		const { coming } = await read<Schema['OrgMoney']>(coop.api, `/api/v1/orgs/${coop.orgId}/money`);
		return coming.filter((row) => orders.some(({ id }) => id === row.orderId)).length;
	};
	await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
}

/** The rows of a payout's statement as read from its files: the order's code and what it comes to. */
export async function rowsOfPdf(download: Download): Promise<Map<string, number>> {
	const text = execFileSync('pdftotext', ['-layout', await download.path(), '-'], {
		encoding: 'utf8'
	});
	const rows = new Map<string, number>();
	for (const line of text.split('\n')) {
		const found = /^\s*\d\d\/\d\d\/\d{4}\s+(\S+).*?([-−]?)\s?([\d.]+)\s*₫\s*$/.exec(line);
		if (!found) continue;
		const amount = Number(found[3]?.replaceAll('.', '')) * (found[2] ? -1 : 1);
		rows.set(found[1] ?? '', (rows.get(found[1] ?? '') ?? 0) + amount);
	}
	return rows;
}

/** The same of its sheet. */
export async function rowsOfSheet(download: Download): Promise<Map<string, number>> {
	const rows = new Map<string, number>();
	for (const [row] of firstSheet(readFileSync(await download.path())).matchAll(/<row.*?<\/row>/g)) {
		const code = />\d\d\/\d\d\/\d{4}<.*?<t[^>]*>([^<]*)</.exec(row)?.[1];
		const amount = Number(/<v>(-?\d+)<\/v><\/c><\/row>$/.exec(row)?.[1]);
		if (code !== undefined) rows.set(code, (rows.get(code) ?? 0) + amount);
	}
	return rows;
}
