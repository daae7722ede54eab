import { listMarketDemands, type Demand } from '$features/demand/queries';
import { readStatus } from '$features/demand/words';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const status = readStatus(url.searchParams.get('trang-thai'));
	const list = new PagedList<Demand>((cursor) => listMarketDemands({ status, cursor }));
	await settle(list.load());
	return { list, status };
};
