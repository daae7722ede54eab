import { listProgrammes, type Programme } from '$features/alliance/programme-queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const remote = new Remote<Programme[]>(listProgrammes);
	await settle(remote.load());
	return { remote };
};
