import { redirect } from '@sveltejs/kit';
import { cart } from '$features/cart/cart.svelte';
import { loading } from '$lib/api/load';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const now = cart.now ?? (await loading(cart.load()));
	// Nothing to buy, or something that cannot be bought: the cart says which.
	if (now.groups.length === 0 || now.hasProblem) redirect(307, href(paths.cart));
	const asked = url.searchParams.get('buoc');
	return { step: asked === '2' ? (2 as const) : asked === '3' ? (3 as const) : (1 as const) };
};
