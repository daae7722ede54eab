import { listThreads } from '$features/liaison/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const remote = new Remote(listThreads);
	await settle(remote.load());
	return { remote };
};
