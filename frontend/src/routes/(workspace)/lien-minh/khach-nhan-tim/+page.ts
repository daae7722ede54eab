import { listWanted, type WantedNotice } from '$features/wanted/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const done = url.searchParams.get('xem') === 'xong';
	const list = new PagedList<WantedNotice>((cursor) => listWanted(done, cursor));
	await settle(list.load());
	return { list, done };
};
