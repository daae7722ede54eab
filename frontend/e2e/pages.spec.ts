import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { expectAccessible } from './support/barriers';
import { looks, wear } from './support/looks';
import { open } from './support/pages';
import { logInQuietly, logins, orgOf } from './support/people';
import { keep } from './support/screens';
import { buyer, fillCart, fillContact } from './support/shopping';
import { t } from './support/words';

/**
 * Every important page in every look of `support/looks`: no barrier that axe can find
 * (WCAG 2.2 AA), nothing wider than the screen, and a picture kept for the eye.
 */

/** Where the pages are that need something to have happened first. */
interface Made {
	orgId: string;
	orderId: string;
	purchase: string;
}
let made: Made;

/** A guest's purchase of two cooperatives, by the API; its address with the secret. */
async function buy(request: APIRequestContext): Promise<string> {
	await fillCart(request, 'mut-tao-meo', 'ga-hmong-thuong-pham');
	const quote = await request.post('/api/v1/checkout/quote', { data: { communeCode: '00166' } });
	const { totalVnd, termsVersion } = (await quote.json()) as {
		totalVnd: number;
		termsVersion: string;
	};
	const answer = await request.post('/api/v1/checkout', {
		headers: { 'Idempotency-Key': crypto.randomUUID() },
		data: {
			contact: { fullName: buyer.fullName, phone: buyer.phone },
			address: { communeCode: '00166', line: buyer.line, typed: 'cau giay' },
			paymentMethod: 'cod',
			acceptTermsVersion: termsVersion,
			expectedTotalVnd: totalVnd,
			locale: 'vi'
		}
	});
	expect(answer.ok(), await answer.text()).toBe(true);
	const { purchase, secret } = (await answer.json()) as {
		purchase: { id: string };
		secret: string;
	};
	return `/don-hang/${purchase.id}?k=${encodeURIComponent(secret)}`;
}

test.beforeAll(async ({ browser }) => {
	const guest = await browser.newContext();
	const purchase = await buy(guest.request);
	const seller = await browser.newContext();
	const orgId = orgOf(await logInQuietly(seller.request, logins.doanLuong));
	const answer = await seller.request.get(`/api/v1/orgs/${orgId}/orders?status=placed`);
	const [order] = ((await answer.json()) as { items: { id: string }[] }).items;
	made = { orgId, orderId: order?.id ?? '', purchase };
	await Promise.all([guest.close(), seller.close()]);
});

interface Shown {
	name: string;
	/** Who looks at it; a guest where none is named. */
	login?: string;
	/** Opens it and leaves it as it shall be looked at. */
	show: (page: Page) => Promise<void>;
}

const at = (path: string | (() => string)) => async (page: Page) => {
	await open(page, typeof path === 'string' ? path : path());
	await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
};
const checkoutAt = (step: 1 | 2 | 3) => async (page: Page) => {
	await fillCart(page.request, 'mut-tao-meo', 'ga-hmong-thuong-pham');
	await open(page, '/thanh-toan');
	await fillContact(page, { ...buyer, email: 'lan@khach.test', note: 'Giao buổi sáng giúp em' });
	if (step > 1) await open(page, `/thanh-toan?buoc=${step}`);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	if (step > 1) await expect(page.getByRole('heading', { level: 3 }).nth(1)).toBeVisible();
};

const pages: Shown[] = [
	{ name: 'home', show: at('/') },
	{ name: 'browse', show: at('/cho') },
	{ name: 'product', show: at('/san-pham/mut-tao-meo') },
	{ name: 'cooperative', show: at('/htx/doan-luong') },
	{
		name: 'cart',
		show: async (page) => {
			await fillCart(page.request, 'mut-tao-meo', 'ga-hmong-thuong-pham');
			await at('/gio-hang')(page);
		}
	},
	{ name: 'checkout-1', show: checkoutAt(1) },
	{
		name: 'checkout-1-faults',
		show: async (page) => {
			await fillCart(page.request, 'mut-tao-meo');
			await open(page, '/thanh-toan');
			await page.locator('form button[type=submit]').last().click();
			await expect(page.getByRole('alert')).toBeVisible();
		}
	},
	{ name: 'checkout-2', show: checkoutAt(2) },
	{ name: 'checkout-3', show: checkoutAt(3) },
	{ name: 'order', show: at(() => made.purchase) },
	{ name: 'login', show: at('/dang-nhap') },
	{ name: 'signup', show: at('/dang-ky') },
	{ name: 'policy', show: at('/chinh-sach/dieu-khoan-su-dung') },
	{ name: 'missing', show: at('/khong-co-trang-nay') },
	{ name: 'adults', show: at('/san-pham/ruou-tao-meo') },
	{ name: 'account', login: logins.shopper, show: at('/tai-khoan') },
	{
		name: 'coop-inbox',
		login: logins.doanLuong,
		show: at(() => `/quan-ly/${made.orgId}/don-hang`)
	},
	{
		name: 'coop-order',
		login: logins.doanLuong,
		show: at(() => `/quan-ly/${made.orgId}/don-hang/${made.orderId}`)
	},
	{
		name: 'coop-goods',
		login: logins.doanLuong,
		show: at(() => `/quan-ly/${made.orgId}/hang-hoa`)
	},
	{ name: 'alliance', login: logins.alliance, show: at('/lien-minh') }
];

async function expectNoBarrier(page: Page): Promise<void> {
	await expectAccessible(page);
	const wider = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(wider, 'pixels that stick out sideways').toBeLessThanOrEqual(0);
}

for (const shown of pages) {
	test(`${shown.name} has no barrier on phone and desk, light and dark`, async ({ page }) => {
		test.setTimeout(120_000);
		await page.setViewportSize({ width: 390, height: 844 });
		if (shown.login) await logInQuietly(page.request, shown.login);
		await shown.show(page);
		for (const look of looks) {
			const { width, colorScheme } = look;
			await test.step(`${width} px, ${colorScheme}`, async () => {
				await wear(page, look);
				await keep(page, `${shown.name}-${width}-${colorScheme}`);
				await expectNoBarrier(page);
			});
		}
	});
}

test('the theme follows the device until one chooses', async ({ page }) => {
	const html = page.locator('html');
	await page.emulateMedia({ colorScheme: 'dark' });
	await open(page, '/');
	await expect(html).toHaveAttribute('data-theme', 'dark');
	await page
		.getByRole('button', { name: t('theme_to_light') })
		.first()
		.click();
	await expect(html).toHaveAttribute('data-theme', 'light');
	await page.reload();
	await expect(html).toHaveAttribute('data-theme', 'light');
});
