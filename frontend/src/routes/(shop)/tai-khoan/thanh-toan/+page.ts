import { listMyPayments } from '$features/payment/queries';
import { session } from '$features/party/session.svelte';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const me = await loading(session.known());
	return { mine: me ? await loading(listMyPayments()) : null };
};
