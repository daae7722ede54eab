import { listDemands, type Demand, type DemandStatus } from '$features/alliance/demand-queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

const statuses: DemandStatus[] = ['published', 'amended', 'closed', 'awarded', 'expired'];

export const load: PageLoad = async ({ url }) => {
	const status = statuses.find((each) => each === url.searchParams.get('tinh-trang'));
	const list = new PagedList<Demand>((cursor) => listDemands({ status, cursor }));
	await settle(list.load());
	return { list, status, statuses };
};
