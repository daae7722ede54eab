import { listAddenda } from '$features/contract/queries';
import { listDeliveries, listShortfalls } from '$features/delivery/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const { orgId, contractId } = params;
	const deliveries = new Remote(() => listDeliveries(orgId, contractId));
	const shortfalls = new Remote(() => listShortfalls(orgId, contractId));
	const addenda = new Remote(() => listAddenda(orgId, contractId));
	await settle(Promise.all([deliveries.load(), shortfalls.load(), addenda.load()]));
	return { deliveries, shortfalls, addenda };
};
