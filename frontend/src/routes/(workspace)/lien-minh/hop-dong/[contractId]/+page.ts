import { getDossier, type Dossier } from '$features/contract/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { contractId } }) => {
	const dossier = new Remote<Dossier>(() => getDossier(contractId));
	await settle(dossier.load());
	return { dossier };
};
