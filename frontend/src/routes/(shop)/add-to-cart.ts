import { goto } from '$app/navigation';
import { cart } from '$features/cart/cart.svelte';
import { ProblemError } from '$lib/api/problem';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import { problemText } from '$ui/problem-text';
import { toasts } from '$ui/toast.svelte';

/** Puts a variant into the cart and says so; a refusal is said in the server's words. */
export async function addToCart(variantId: string, quantity: number, name: string): Promise<void> {
	try {
		await cart.add(variantId, quantity);
		toasts.show(m.product_added({ name }), {
			action: { label: m.product_see_cart(), run: () => void goto(href(paths.cart)) }
		});
	} catch (cause) {
		if (!(cause instanceof ProblemError)) throw cause;
		toasts.show(problemText(cause.problem), { tone: 'bad' });
	}
}
