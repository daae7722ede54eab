import {
	listOrgDemandBoard,
	listTypes,
	type Demand,
	type ProductType
} from '$features/report/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId }, url }) => {
	const type = url.searchParams.get('loai') ?? undefined;
	const list = new PagedList<Demand>((cursor) => listOrgDemandBoard(orgId, { type, cursor }));
	const types = new Remote<ProductType[]>(listTypes);
	await settle(Promise.all([list.load(), types.load()]));
	return { list, types, type: type ?? '' };
};
