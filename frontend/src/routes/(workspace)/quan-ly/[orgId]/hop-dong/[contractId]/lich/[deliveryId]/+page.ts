import { listEvents, listObligations } from '$features/contract/queries';
import { listDeliveries, listShortfalls } from '$features/delivery/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** One delivery stands among those of its contract: the month's figures are made of all. */
export const load: PageLoad = async ({ params }) => {
	const { orgId, contractId, deliveryId } = params;
	const deliveries = new Remote(() => listDeliveries(orgId, contractId));
	const shortfalls = new Remote(() => listShortfalls(orgId, contractId));
	const obligations = new Remote(() => listObligations(orgId, contractId));
	const events = new Remote(() => listEvents(orgId, contractId));
	await settle(
		Promise.all([deliveries.load(), shortfalls.load(), obligations.load(), events.load()])
	);
	return { deliveries, shortfalls, obligations, events, deliveryId };
};
