import { getDispute, type ReturnCase } from '$features/returns/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const found = new Remote<ReturnCase>(() => getDispute(params.returnId));
	await settle(found.load());
	return { found };
};
