import { getOwnDemand, type Demand } from '$features/demand/queries';
import { getPlan, type Plan } from '$features/matching/queries';
import { compareOffers, type Comparison } from '$features/negotiation/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId, demandId } }) => {
	const demand = new Remote<Demand>(() => getOwnDemand(orgId, demandId));
	const comparison = new Remote<Comparison>(() => compareOffers(orgId, demandId));
	/** Why the market's plan leaves somebody out; the page stands without it. */
	const plan = new Remote<Plan>(() => getPlan(demandId));
	await settle(Promise.all([demand.load(), comparison.load(), plan.load()]));
	return { demand, comparison, plan };
};
