import { listTickets, type TicketSummary } from '$features/ticket/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const open = url.searchParams.get('xem') !== 'xong';
	const list = new PagedList<TicketSummary>((cursor) => listTickets(false, open, cursor));
	await settle(list.load());
	return { list, open };
};
