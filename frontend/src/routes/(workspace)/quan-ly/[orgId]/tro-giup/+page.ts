import { getSite } from '$lib/config/site';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** Whom to call: the market's operator, as the site tells it. */
export const load: PageLoad = async () => {
	const site = new Remote(() => getSite());
	await settle(site.load());
	return { site };
};
