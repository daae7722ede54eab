import { listReturns, type ReturnCase } from '$features/returns/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import { cooperativeOnly } from '../cooperative-only';
import type { PageLoad } from './$types';

/** What is under way; `?tat-ca=1` lists what is over as well. */
export const load: PageLoad = async ({ params, parent, url }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	const all = url.searchParams.get('tat-ca') === '1';
	const list = new PagedList<ReturnCase>((cursor) => listReturns(params.orgId, !all, cursor));
	await settle(list.load());
	return { list, all };
};
