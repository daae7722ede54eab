import {
	listDues,
	listInvoices,
	type ContractDue,
	type InvoiceList
} from '$features/invoice/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { firmOnly } from '../firm-only';
import type { PageLoad } from './$types';

/** A firm's invoices, what waits for the next, and what contracts have it pay. */
export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	firmOnly(membership);
	const remote = new Remote<InvoiceList & { dues: ContractDue[] }>(async () => {
		const [invoices, dues] = await Promise.all([
			listInvoices(params.orgId),
			listDues(params.orgId)
		]);
		return { ...invoices, dues };
	});
	await settle(remote.load());
	return { remote };
};
