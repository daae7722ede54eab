import { listLetters, type LiaisonMessage } from '$features/liaison/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const list = new PagedList<LiaisonMessage>((cursor) => listLetters('own', params.orgId, cursor));
	await settle(list.load());
	return { list };
};
