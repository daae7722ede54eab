import { listUnanswered } from '$features/fulfilment/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const remote = new Remote(listUnanswered);
	await settle(remote.load());
	return { remote };
};
