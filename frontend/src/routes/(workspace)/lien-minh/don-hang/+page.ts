import { OrderList } from '$features/fulfilment/inbox.svelte';
import { listMarketOrders } from '$features/fulfilment/queries';
import { marketStatuses, readStatus } from '$features/fulfilment/words';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** How many waiting orders are read at once to find those that wait too long. */
const batch = 300;

export const load: PageLoad = async ({ url }) => {
	const late = url.searchParams.get('cho') === '24h';
	const status = late ? 'placed' : readStatus(url.searchParams.get('trang-thai'), marketStatuses);
	const limit = late ? 100 : 24;
	const list = new OrderList((cursor) => listMarketOrders({ status, cursor, limit }));
	// The list is newest first and the longest waiting are at its end: it is read to the end.
	const read = late ? list.load().then(() => list.all(batch)) : list.load();
	await settle(read);
	return { list, status, late };
};
