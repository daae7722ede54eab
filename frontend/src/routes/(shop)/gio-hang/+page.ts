import { cart } from '$features/cart/cart.svelte';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	await loading(cart.load());
};
