import { listVouchers, type Voucher } from '$features/voucher/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** The market's discount codes with the budget used. */
export const load: PageLoad = async () => {
	const remote = new Remote<Voucher[]>(() => listVouchers());
	await settle(remote.load());
	return { remote };
};
