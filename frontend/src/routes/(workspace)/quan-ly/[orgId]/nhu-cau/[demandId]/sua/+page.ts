import { getOwnDemand, listProductTypes, listProgrammes } from '$features/demand/queries';
import { getPlan } from '$features/matching/queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const { orgId, demandId } = params;
	const [demand, types, programmes] = await loading(
		Promise.all([getOwnDemand(orgId, demandId), listProductTypes(), listProgrammes()])
	);
	// Only told in the question before an amendment; without it the question is shorter.
	const plan =
		demand.status === 'draft' ? undefined : await getPlan(demandId).catch(() => undefined);
	return { demand, types, programmes, plan };
};
