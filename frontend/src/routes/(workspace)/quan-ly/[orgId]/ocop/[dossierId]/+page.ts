import { getDossier, type Dossier } from '$features/dossier/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../../cooperative-only';

export const load: PageLoad = async ({ params, parent }) => {
	const remote = new Remote<Dossier>(() => getDossier(params.orgId, params.dossierId));
	const [{ membership }] = await Promise.all([parent(), settle(remote.load())]);
	cooperativeOnly(membership);
	return { remote };
};
