/** The part of Stripe.js used here. Its script must come from Stripe itself, never from a bundle. */
export interface StripeError {
	type: string;
	code?: string;
	message?: string;
}
interface Element {
	mount: (where: HTMLElement) => void;
	unmount: () => void;
	on: (
		event: 'ready' | 'loaderror' | 'change',
		told: (event: { error?: StripeError; complete?: boolean }) => void
	) => void;
}
export interface Elements {
	create: (kind: 'payment', options: object) => Element;
	submit: () => Promise<{ error?: StripeError }>;
}
interface Outcome {
	error?: StripeError;
}
export interface Stripe {
	elements: (options: object) => Elements;
	confirmPayment: (options: object) => Promise<Outcome>;
	confirmSetup: (options: object) => Promise<Outcome>;
	handleNextAction: (options: { clientSecret: string }) => Promise<Outcome>;
}
declare global {
	interface Window {
		Stripe?: (key: string, options?: object) => Stripe;
	}
}

const source = 'https://js.stripe.com/v3/';
let loading: Promise<void> | undefined;

/** Loads the script once; it rejects where a browser or a network blocks it. */
function load(): Promise<void> {
	loading ??= new Promise<void>((loaded, failed) => {
		const script = document.createElement('script');
		script.src = source;
		script.onload = () => (window.Stripe ? loaded() : failed(new Error('no Stripe')));
		script.onerror = () => {
			script.remove();
			loading = undefined; // a later try loads anew
			failed(new Error('blocked'));
		};
		document.head.append(script);
	});
	return loading;
}

/** Stripe for a publishable key, speaking the page's language. */
export async function openStripe(key: string, locale: string): Promise<Stripe> {
	await load();
	if (!window.Stripe) throw new Error('no Stripe');
	return window.Stripe(key, { locale });
}

/**
 * Whether this page was loaded whole, and so under its own rules of what may load. Whoever
 * came by a link inside the application still has those of the page they entered by.
 */
export function loadedWhole(): boolean {
	const [entry] = performance.getEntriesByType('navigation');
	if (!entry) return true;
	try {
		return new URL(entry.name).pathname === location.pathname;
	} catch {
		return true;
	}
}

const slot = (id: string) => `cp-card:${id}`;

/** Keeps a purchase's secret in the tab while its owner is away at the bank, and out of the
 * address, which Stripe's script reads. */
export function keepSecret(id: string, secret: string | undefined): string | undefined {
	try {
		if (secret) sessionStorage.setItem(slot(id), secret);
		return secret ?? sessionStorage.getItem(slot(id)) ?? undefined;
	} catch {
		return secret; // storage forbidden
	}
}
