import { getDemand, getDemandPlan, type Demand, type DemandPlan } from '$features/report/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { demandId } }) => {
	const remote = new Remote<Demand>(() => getDemand(demandId));
	// The share comes from the plan; a demand that is not planned yet stands without it.
	const plan = new Remote<DemandPlan>(() => getDemandPlan(demandId));
	await settle(Promise.all([remote.load(), plan.load()]));
	return { remote, plan };
};
