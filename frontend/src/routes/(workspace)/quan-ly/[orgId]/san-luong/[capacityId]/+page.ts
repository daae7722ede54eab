import { getCapacity, type CapacityDetail } from '$features/supply/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId, capacityId } }) => {
	const remote = new Remote<CapacityDetail>(() => getCapacity(orgId, capacityId));
	await settle(remote.load());
	return { remote };
};
