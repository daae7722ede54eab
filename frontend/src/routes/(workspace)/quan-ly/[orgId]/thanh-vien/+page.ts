import { listMembers } from '$features/organisation/queries';
import { listDevices } from '$features/people/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	const remote = new Remote(() => listMembers(params.orgId));
	const devices =
		membership.role === 'owner' ? new Remote(() => listDevices(params.orgId)) : undefined;
	await settle(Promise.all([remote.load(), devices?.load()]));
	return { remote, devices };
};
