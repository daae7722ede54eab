import { listImports, type Import } from '$features/exchange/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import { cooperativeOnly } from '../cooperative-only';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	const list = new PagedList<Import>((cursor) => listImports(params.orgId, cursor));
	await settle(list.load());
	return { list };
};
