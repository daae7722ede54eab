import { listBatches, type PayoutBatch } from '$features/payout/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** Batches of money that goes out. */
export const load: PageLoad = async () => {
	const list = new PagedList<PayoutBatch>(listBatches);
	await settle(list.load());
	return { list };
};
