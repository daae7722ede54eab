import { listOffered } from '$features/delivery/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { cooperativeOnly } from '../cooperative-only';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	const offered = new Remote(() => listOffered(params.orgId));
	await settle(offered.load());
	return { offered };
};
