import { getOwnVerification } from '$features/verification/queries';
import { listViews } from '$features/viewing/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const remote = new Remote(() => getOwnVerification(params.orgId));
	const views = new Remote(() => listViews(params.orgId));
	await settle(Promise.all([remote.load(), views.load()]));
	return { remote, views };
};
