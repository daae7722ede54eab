import { getOrganisation } from '$features/organisation/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const remote = new Remote(() => getOrganisation(params.orgId));
	await settle(remote.load());
	return { remote };
};
