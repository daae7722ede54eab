import { getDemand, listProgrammes, type Demand } from '$features/demand/queries';
import { getPlan, type Plan } from '$features/matching/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { demandId } }) => {
	const demand = new Remote<{ demand: Demand; programme?: string }>(async () => {
		const found = await getDemand(demandId);
		const programme = found.programmeId
			? (await listProgrammes()).find(({ id }) => id === found.programmeId)?.name
			: undefined;
		return { demand: found, programme };
	});
	const plan = new Remote<Plan>(() => getPlan(demandId));
	await settle(Promise.all([demand.load(), plan.load()]));
	return { demand, plan };
};
