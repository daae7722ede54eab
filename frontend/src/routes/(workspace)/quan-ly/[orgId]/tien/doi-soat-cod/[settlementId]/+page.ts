import { getSettlement, type SettlementDetail } from '$features/settlement/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { cooperativeOnly } from '../../../cooperative-only';
import { coveredOnly } from '../../../covered-only';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	coveredOnly(membership, 'money');
	const remote = new Remote<SettlementDetail>(() =>
		getSettlement(params.orgId, params.settlementId)
	);
	await settle(remote.load());
	return { remote };
};
