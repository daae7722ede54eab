import { getTicket } from '$features/ticket/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, url }) => {
	const secret = url.searchParams.get('k') ?? undefined;
	const remote = new Remote(() => getTicket(params.ticketId, secret));
	await settle(remote.load());
	return { remote, secret };
};
