import { getOffice, listDead, type CardEvent, type CardOffice } from '$features/card/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** What Stripe holds, what is contested, and the webhooks that failed. */
export const load: PageLoad = async () => {
	const remote = new Remote<CardOffice>(getOffice);
	const dead = new PagedList<CardEvent>((cursor) => listDead(cursor));
	await settle(Promise.all([remote.load(), dead.load()]));
	return { remote, dead };
};
