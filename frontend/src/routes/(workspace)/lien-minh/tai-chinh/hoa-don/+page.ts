import { listAllInvoices, type Invoice } from '$features/invoice/queries';
import { readState } from '$features/invoice/words';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** Every firm's monthly invoices; `?trang-thai=` chooses those of a state. */
export const load: PageLoad = async ({ url }) => {
	const remote = new Remote<Invoice[]>(listAllInvoices);
	await settle(remote.load());
	return { remote, state: readState(url.searchParams.get('trang-thai')) };
};
