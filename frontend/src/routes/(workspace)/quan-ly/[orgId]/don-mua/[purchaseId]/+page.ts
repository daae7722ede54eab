import { getPurchase, type FirmPurchase } from '$features/bulk/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { firmOnly } from '../../firm-only';

export const load: PageLoad = async ({ params, parent }) => {
	const remote = new Remote<FirmPurchase>(() => getPurchase(params.orgId, params.purchaseId));
	const [{ membership }] = await Promise.all([parent(), settle(remote.load())]);
	firmOnly(membership);
	return { remote };
};
