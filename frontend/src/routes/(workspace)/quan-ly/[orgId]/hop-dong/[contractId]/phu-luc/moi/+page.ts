import { listPlanned, type Delivery } from '$features/contract/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { coveredOnly } from '../../../../covered-only';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const planned = new Remote<Delivery[]>(() => listPlanned(params.orgId, params.contractId));
	const [{ membership }] = await Promise.all([parent(), settle(planned.load())]);
	coveredOnly(membership, 'trade');
	return { planned };
};
