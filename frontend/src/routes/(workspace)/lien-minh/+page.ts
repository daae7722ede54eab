import { getOverview } from '$features/alliance/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const remote = new Remote(getOverview);
	await settle(remote.load());
	return { remote };
};
