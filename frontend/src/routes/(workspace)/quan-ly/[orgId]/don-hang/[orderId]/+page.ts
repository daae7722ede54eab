import { getOrgOrder } from '$features/fulfilment/queries';
import { Remote } from '$lib/api/remote.svelte';
import { reading } from '$lib/offline/reading.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../../cooperative-only';

export const load: PageLoad = async ({ params, parent }) => {
	const remote = new Remote(() =>
		reading.through(`order ${params.orderId}`, () => getOrgOrder(params.orgId, params.orderId))
	);
	const [{ membership }] = await Promise.all([parent(), settle(remote.load())]);
	cooperativeOnly(membership);
	return { remote };
};
