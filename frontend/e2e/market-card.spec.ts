import type { components } from '../src/lib/api/schema.gen';
import { looks, wear } from './support/looks';
import { keep } from './support/screens';
import { fillCart, fillContact, onOrderPage, orderButton, termsTick } from './support/shopping';
import { contest, replaceStripe } from './support/stripe';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test } from './support/workspace';

type Schema = components['schemas'];

// Stripe's own form is replaced at the edge of the network by a stand-in that says so; all
// behind it is the market itself, and the tests' own Stripe, which signs its webhooks.
test('a guest pays by card, and the Alliance sees it contested', async ({
	page,
	person,
	pageOf
}) => {
	await page.setViewportSize(looks[0]);
	await replaceStripe(page, 1);
	let secret = '';
	page.on('response', (answer) => {
		if (/\/card(\?|$)/.test(answer.url())) {
			void answer.json().then(
				(body: Schema['CardPayment']) => (secret = body.clientSecret ?? secret),
				() => undefined
			);
		}
	});
	await fillCart(page.request, 'mut-tao-meo');
	await page.goto('/thanh-toan');
	await fillContact(page);
	await page.getByRole('button', { name: t('checkout_to_delivery') }).click();
	await page.getByRole('radio', { name: like('pay_card') }).check();
	await page.getByRole('button', { name: t('checkout_to_review') }).click();
	await termsTick(page).check();
	await orderButton(page).click();
	const { id, secret: link } = await onOrderPage(page);
	await page.getByRole('link', { name: like('pay_by_card') }).click();

	// The script is blocked at first: the page says so, and lets one try again.
	await expect(page.getByText(t('crd_blocked'))).toBeVisible();
	await expect(page).not.toHaveURL(/k=/);
	await expectAccessible(page);
	await keep(page, 'card-blocked-STRIPE-REPLACED');
	await page.getByRole('button', { name: t('error_retry') }).click();
	const number = page.getByLabel('Số thẻ');
	await number.fill('0002');
	const pay = page.getByRole('button', { name: like('crd_pay') });
	for (const look of looks) {
		await wear(page, look);
		await expect(pay).toBeVisible();
		await expectAccessible(page);
		await keep(page, `card-form-${look.name}-STRIPE-REPLACED`);
	}
	await pay.click();
	await expect(page.getByRole('alert')).toContainText('không đủ số dư');
	await number.fill('4242');
	await pay.click();
	await expect(page.getByRole('heading', { name: t('crd_paid') })).toBeVisible();
	await page.getByRole('link', { name: t('crd_see_order') }).click();
	await onOrderPage(page);
	const bought = await read<Schema['Purchase']>(page.request, `/api/v1/purchases/${id}?k=${link}`);
	expect(bought.orders.map(({ status }) => status)).toEqual(['placed']);

	await contest(secret);
	const alliance = await person('alliance');
	await expect
		.poll(
			async () =>
				(await read<Schema['CardOffice']>(alliance.api, '/api/v1/alliance/finance/card')).disputes
					.length
		)
		.toBeGreaterThan(0);
	const desk = await pageOf(alliance);
	await desk.goto('/lien-minh/tai-chinh/the');
	for (const look of looks) {
		await wear(desk, look);
		await expect(desk.getByText(t('crd_reason_not_received')).first()).toBeVisible();
		await expectAccessible(desk);
		await keep(desk, `card-office-${look.name}`);
	}
});
