import { listCards } from '$features/card/queries';
import { keepSecret, loadedWhole } from '$features/card/stripe';
import { deviceOrders } from '$features/order/device-orders';
import { session } from '$features/party/session.svelte';
import type { PageLoad } from './$types';

/** Who pays, with what: the payment itself is opened by the page. */
export const load: PageLoad = async ({ params, url }) => {
	if (!loadedWhole()) {
		location.reload();
		await new Promise(() => undefined); // until the page is gone
	}
	const known = deviceOrders().find((order) => order.id === params.id)?.secret;
	const secret = keepSecret(params.id, url.searchParams.get('k') ?? undefined) ?? known;
	const me = await session.known().catch(() => null);
	// Saved cards are a comfort: where they cannot be had, any card can be typed.
	const cards = me
		? await listCards().then(
				({ items }) => items,
				() => []
			)
		: [];
	return { id: params.id, secret, cards, returned: url.searchParams.has('payment_intent') };
};
