import {
	getInvoice,
	payInvoice,
	type AskedTransfer,
	type Invoice
} from '$features/invoice/queries';
import { ProblemError } from '$lib/api/problem';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { firmOnly } from '../../firm-only';
import type { PageLoad } from './$types';

/** One invoice, and while something of it is open where to transfer it. */
export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	firmOnly(membership);
	const remote = new Remote<{ invoice: Invoice; asked?: AskedTransfer }>(async () => {
		const invoice = await getInvoice(params.orgId, params.invoiceId);
		if (invoice.leftVnd === 0) return { invoice };
		try {
			return { invoice, asked: await payInvoice(params.orgId, params.invoiceId) };
		} catch (cause) {
			// Where the market takes no transfers, the invoice stands without them.
			if (cause instanceof ProblemError && cause.problem.code === 'payment.method_not_available')
				return { invoice };
			throw cause;
		}
	});
	await settle(remote.load());
	return { remote };
};
