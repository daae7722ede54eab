import { listOrgTickets, type TicketSummary } from '$features/ticket/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const list = new PagedList<TicketSummary>((cursor) => listOrgTickets(params.orgId, cursor));
	await settle(list.load());
	return { list };
};
