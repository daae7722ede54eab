import { listVouchers, type Voucher } from '$features/voucher/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { cooperativeOnly } from '../cooperative-only';
import { coveredOnly } from '../covered-only';
import type { PageLoad } from './$types';

/** The cooperative's discount codes, and those of the market that it is asked to share. */
export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	coveredOnly(membership, 'price', 'money');
	const remote = new Remote<Voucher[]>(() => listVouchers(params.orgId));
	await settle(remote.load());
	return { remote };
};
