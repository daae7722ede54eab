import { listOrgTakedowns } from '$features/ticket/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const remote = new Remote(() => listOrgTakedowns(params.orgId));
	await settle(remote.load());
	return { remote };
};
