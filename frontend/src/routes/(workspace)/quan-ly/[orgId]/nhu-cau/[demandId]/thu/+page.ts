import { getOwnDemand, type Demand } from '$features/demand/queries';
import { getPlan, whatIf, type Plan } from '$features/matching/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId, demandId } }) => {
	const remote = new Remote<{ demand: Demand; plan: Plan }>(async () => {
		const demand = await getOwnDemand(orgId, demandId);
		const plan = await (demand.status === 'draft'
			? whatIf(orgId, demandId, {})
			: getPlan(demandId));
		return { demand, plan };
	});
	await settle(remote.load());
	return { remote };
};
