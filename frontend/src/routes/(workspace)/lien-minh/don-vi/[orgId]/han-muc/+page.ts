import { getCreditAsAlliance, type CreditAccount } from '$features/bulk/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const remote = new Remote<CreditAccount>(() => getCreditAsAlliance(params.orgId));
	await settle(remote.load());
	return { remote };
};
