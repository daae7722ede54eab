import { getRequest, type Requisition } from '$features/bulk/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { firmOnly } from '../../../firm-only';

export const load: PageLoad = async ({ params, parent }) => {
	const remote = new Remote<Requisition>(() => getRequest(params.orgId, params.requestId));
	const [{ membership }] = await Promise.all([parent(), settle(remote.load())]);
	firmOnly(membership);
	return { remote };
};
