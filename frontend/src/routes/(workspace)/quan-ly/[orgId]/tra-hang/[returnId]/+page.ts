import { getReturn, type ReturnCase } from '$features/returns/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { cooperativeOnly } from '../../cooperative-only';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	const found = new Remote<ReturnCase>(() => getReturn(params.orgId, params.returnId));
	await settle(found.load());
	return { found };
};
