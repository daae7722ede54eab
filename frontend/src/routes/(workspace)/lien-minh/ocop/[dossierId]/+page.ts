import { getDossier, listStaff, type Dossier, type Staff } from '$features/dossier/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const remote = new Remote<Dossier>(() => getDossier(undefined, params.dossierId));
	const staff = new Remote<Staff[]>(listStaff);
	await Promise.all([settle(remote.load()), settle(staff.load())]);
	return { remote, staff };
};
