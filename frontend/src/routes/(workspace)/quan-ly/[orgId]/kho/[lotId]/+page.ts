import { getLot, type LotDetail } from '$features/trace/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId, lotId } }) => {
	const remote = new Remote<LotDetail>(() => getLot(orgId, lotId));
	await settle(remote.load());
	return { remote };
};
