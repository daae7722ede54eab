import { getBatch, type PayoutBatchDetail } from '$features/payout/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** One batch with its transfers. */
export const load: PageLoad = async ({ params }) => {
	const found = new Remote<PayoutBatchDetail>(() => getBatch(params.batchId));
	await settle(found.load());
	return { found };
};
