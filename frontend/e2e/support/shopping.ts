import { expect, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import { like, t, type Language } from './words';

/** A product in every test's reach; each test that changes price or stock takes one of its own. */
export interface Goods {
	slug: string;
	name: string;
	minQty: number;
	variantId: string;
	priceVnd: number;
}

/** Reads one product of the market. */
export async function goods(request: APIRequestContext, slug: string): Promise<Goods> {
	const answer = await request.get(`/api/v1/products/${slug}`);
	expect(answer.ok(), `product ${slug}`).toBe(true);
	const product = (await answer.json()) as {
		name: string;
		variants: { id: string; minQty: number; priceVnd: number }[];
	};
	const [variant] = product.variants;
	if (!variant) throw new Error(`${slug} has no variant`);
	const { id: variantId, minQty, priceVnd } = variant;
	return { slug, name: product.name, minQty, variantId, priceVnd };
}

/** Fills the cart of a browser's context without its pages. */
export async function fillCart(request: APIRequestContext, ...slugs: string[]): Promise<void> {
	for (const slug of slugs) {
		const { variantId, minQty } = await goods(request, slug);
		const answer = await request.post('/api/v1/cart/items', {
			data: { variantId, quantity: minQty }
		});
		expect(answer.ok(), `${slug}: ${await answer.text()}`).toBe(true);
	}
}

export interface Buyer {
	fullName: string;
	phone: string;
	email?: string;
	/** What is typed into the commune field, and the commune it must lead to. */
	commune: { typed: string; label: RegExp };
	line: string;
	note?: string;
}

export const buyer: Buyer = {
	fullName: 'Nguyễn Thị Lan',
	phone: '0912 345 678',
	commune: { typed: 'cau giay', label: /^phường Cầu Giấy/ },
	line: 'Số 12, phố Xuân Thủy'
};

/** Types a commune and takes the first fitting one of the list. */
export async function chooseCommune(
	page: Page,
	commune: Buyer['commune'],
	language: Language = 'vi'
): Promise<Locator> {
	const field = page.getByRole('combobox', { name: t('place_label', {}, language) });
	await field.fill('');
	await field.pressSequentially(commune.typed);
	await page.getByRole('option', { name: commune.label }).first().click();
	await expect(field).toHaveValue(commune.label);
	return field;
}

/** Fills in the first step of the checkout; leaves it there. */
export async function fillContact(
	page: Page,
	who: Buyer = buyer,
	language: Language = 'vi'
): Promise<void> {
	const field = (key: string) => page.getByLabel(t(key, {}, language));
	await field('checkout_name').fill(who.fullName);
	await field('checkout_phone').fill(who.phone);
	if (who.email) await field('checkout_email').fill(who.email);
	await chooseCommune(page, who.commune, language);
	await field('checkout_line').fill(who.line);
	if (who.note) await field('checkout_note').fill(who.note);
}

/** From the first step, filled in, to the review with its prices. */
export async function toReview(page: Page, language: Language = 'vi'): Promise<void> {
	await page.getByRole('button', { name: t('checkout_to_delivery', {}, language) }).click();
	await page.getByRole('button', { name: t('checkout_to_review', {}, language) }).click();
	await expect(orderButton(page, language)).toBeEnabled();
}

export const orderButton = (page: Page, language: Language = 'vi') =>
	page.getByRole('button', { name: like('checkout_place', language) });

export const termsTick = (page: Page) => page.locator('#terms');

/** The purchase that the order page shows, by its address. */
export async function onOrderPage(page: Page): Promise<{ id: string; secret: string }> {
	await page.waitForURL(/\/don-hang\/[0-9a-f-]{36}\?k=/);
	const url = new URL(page.url());
	return {
		id: url.pathname.split('/').pop() ?? '',
		secret: url.searchParams.get('k') ?? ''
	};
}

/** Every purchase that the phone number has: asked of the Alliance, who sees all orders. */
export async function ordersTo(
	alliance: APIRequestContext,
	fullName: string
): Promise<{ id: string; code: string }[]> {
	const found: { id: string; code: string }[] = [];
	let cursor = '';
	do {
		const answer = await alliance.get(`/api/v1/alliance/orders?limit=50${cursor}`);
		expect(answer.ok(), await answer.text()).toBe(true);
		const page = (await answer.json()) as {
			items: { id: string; code: string; buyerName: string }[];
			nextCursor: string | null;
		};
		found.push(...page.items.filter((order) => order.buyerName === fullName));
		cursor = page.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : '';
	} while (cursor);
	return found;
}
