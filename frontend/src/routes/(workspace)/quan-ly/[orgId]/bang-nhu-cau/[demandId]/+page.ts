import { getDemand, getDemandPlan, type Demand, type DemandPlan } from '$features/report/queries';
import { listOffers, type OwnOffer } from '$features/offer/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId, demandId } }) => {
	const remote = new Remote<Demand>(() => getDemand(demandId));
	// The share comes from the plan; a demand that is not planned yet stands without it.
	const plan = new Remote<DemandPlan>(() => getDemandPlan(demandId));
	// Whether the cooperative was asked; one that is not verified has no offers.
	const offer = new Remote<OwnOffer | undefined>(async () =>
		(await listOffers(orgId)).items.find((each) => each.demandId === demandId)
	);
	await settle(Promise.all([remote.load(), plan.load(), offer.load()]));
	return { remote, plan, offer };
};
