import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type Cart = Schema['Cart'];
export type CartLine = Schema['CartLine'];
export type CartGroup = Schema['CartGroup'];

const slot = 'cp-cart-count';

function savedCount(): number {
	try {
		const text = localStorage.getItem(slot) ?? '';
		return /^\d{1,4}$/.test(text) ? Number(text) : 0;
	} catch {
		return 0;
	}
}

/**
 * The shopper's cart. The server's answer is always the truth; the count is kept on
 * the device, so that the header needs no request on pages that only show goods.
 */
class CartState {
	/** The cart as last answered; null until it was asked for. */
	now = $state.raw<Cart | null>(null);
	/** Lines in it, for the header. */
	count = $state(savedCount());

	async load(): Promise<Cart> {
		return this.#take(await answer(api.GET('/api/v1/cart', { params: { query: langQuery() } })));
	}

	/** Puts a variant in, on top of what is there. */
	async add(variantId: string, quantity: number): Promise<Cart> {
		return this.#take(
			await answer(
				api.POST('/api/v1/cart/items', {
					params: { query: langQuery() },
					body: { variantId, quantity }
				})
			)
		);
	}

	/** Sets the quantity; also tells the server that today's price has been seen. */
	async set(variantId: string, quantity: number): Promise<Cart> {
		return this.#take(
			await answer(
				api.PUT('/api/v1/cart/items/{variantId}', {
					params: { path: { variantId }, query: langQuery() },
					body: { quantity }
				})
			)
		);
	}

	async remove(variantId: string): Promise<Cart> {
		return this.#take(
			await answer(
				api.DELETE('/api/v1/cart/items/{variantId}', {
					params: { path: { variantId }, query: langQuery() }
				})
			)
		);
	}

	/** After buying: the server has emptied it. */
	emptied(): void {
		this.now = null;
		this.#count(0);
	}

	#take(cart: Cart): Cart {
		this.now = cart;
		this.#count(cart.itemCount);
		return cart;
	}

	#count(count: number): void {
		this.count = count;
		try {
			localStorage.setItem(slot, String(count));
		} catch {
			// Storage forbidden: the count starts at zero on the next page load.
		}
	}
}

export const cart = new CartState();
