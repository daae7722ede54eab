import { listAccountChanges, type AccountChange } from '$features/payout/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** Changes of where cooperatives' money goes. */
export const load: PageLoad = async () => {
	const list = new PagedList<AccountChange>(listAccountChanges);
	await settle(list.load());
	return { list };
};
