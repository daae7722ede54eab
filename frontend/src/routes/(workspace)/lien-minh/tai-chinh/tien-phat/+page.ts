import { listOrganisations } from '$features/alliance/queries';
import { listPenalties, type Penalty } from '$features/penalty/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

interface Desk {
	penalties: Penalty[];
	cooperatives: { value: string; label: string }[];
}

/** Penalties of all cooperatives; those that wait for a second person first. */
export const load: PageLoad = async () => {
	const remote = new Remote<Desk>(async () => {
		const [penalties, orgs] = await Promise.all([
			listPenalties(),
			listOrganisations({ kind: 'cooperative', limit: 100 })
		]);
		return {
			penalties,
			cooperatives: orgs.items.map((org) => ({ value: org.id, label: org.shortName }))
		};
	});
	await settle(remote.load());
	return { remote };
};
