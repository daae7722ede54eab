import { getSettlement, type SettlementDetail } from '$features/settlement/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const remote = new Remote<SettlementDetail>(() => getSettlement(undefined, params.settlementId));
	await settle(remote.load());
	return { remote };
};
