import type { Page, Route } from '@playwright/test';

/**
 * Stands in for Stripe.js in the browser, at the edge of the network: NOT Stripe's form. It
 * draws a box that says so, takes one of three numbers, and tells the tests' own Stripe
 * what became of the card.
 */
const standIn = `
window.Stripe = (key) => {
	const outcomes = { '4242': 'pays', '0002': 'declines', '3155': 'asks' };
	let secret = '', number;
	const tell = (body) => fetch('https://api.stripe.com/fake/pay', { method: 'POST', body: JSON.stringify(body) }).then((r) => r.json());
	const confirm = async () => {
		const told = await tell({ clientSecret: secret, outcome: outcomes[number.value] ?? 'pays' });
		if (told.status === 'requires_action') {
			// The bank's own page would stand here; the buyer answers at once.
			return tell({ clientSecret: secret, answered: true }).then(() => ({}));
		}
		return told.status === 'requires_payment_method' ? { error: { type: 'card_error', message: 'Thẻ không đủ số dư (mẫu thử).' } } : {};
	};
	return {
		elements: (options) => {
			secret = options.clientSecret;
			return {
				submit: async () => ({}),
				create: () => {
					const told = {};
					return {
						on: (event, fn) => (told[event] = fn),
						unmount: () => {},
						mount: (where) => {
							const label = document.createElement('label');
							label.textContent = 'Số thẻ (mẫu thử thay Stripe) ';
							number = document.createElement('input');
							number.className = 'block w-full rounded-md border border-line-strong bg-raised p-3';
							number.addEventListener('input', () => told.change?.({}));
							label.append(number);
							where.append(label);
							setTimeout(() => told.ready?.({}));
						}
					};
				}
			};
		},
		confirmPayment: confirm,
		confirmSetup: confirm,
		handleNextAction: () => tell({ clientSecret: secret, answered: true })
	};
};`;

const fake = `http://127.0.0.1:${process.env.E2E_STRIPE_PORT}`;

/** Replaces stripe.com for a page. @param blocked how often its script is blocked at first */
export async function replaceStripe(page: Page, blocked = 0): Promise<void> {
	let left = blocked;
	await page.route('https://js.stripe.com/**', (route: Route) =>
		left-- > 0
			? route.abort('blockedbyclient')
			: route.fulfill({ contentType: 'text/javascript', body: standIn })
	);
	await page.route('https://api.stripe.com/fake/pay', async (route: Route) => {
		const answer = await fetch(`${fake}/fake/pay`, {
			method: 'POST',
			body: route.request().postData() ?? ''
		});
		await route.fulfill({
			status: answer.status,
			headers: { 'access-control-allow-origin': '*' },
			contentType: 'application/json',
			body: await answer.text()
		});
	});
}

/** Has the holder of a card contest a payment. */
export async function contest(clientSecret: string): Promise<void> {
	const [payment] = clientSecret.split('_secret_');
	await fetch(`${fake}/fake/pay`, { method: 'POST', body: JSON.stringify({ contest: payment }) });
}
