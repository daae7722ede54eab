import { getDesk, getOverview } from '$features/alliance/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const remote = new Remote(getOverview);
	const desk = new Remote(getDesk);
	await settle(Promise.all([remote.load(), desk.load()]));
	return { remote, desk };
};
