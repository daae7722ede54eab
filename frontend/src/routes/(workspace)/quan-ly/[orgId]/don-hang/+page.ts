import { OrderList } from '$features/fulfilment/inbox.svelte';
import { listInbox } from '$features/fulfilment/queries';
import { readStatus } from '$features/fulfilment/words';
import { reading } from '$lib/offline/reading.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../cooperative-only';

export const load: PageLoad = async ({ params, url, parent }) => {
	const status = readStatus(url.searchParams.get('trang-thai'));
	const q = (url.searchParams.get('q') ?? '').trim().slice(0, 40);
	const read = (cursor?: string) => listInbox(params.orgId, { status, q: q || undefined, cursor });
	// The first page is kept for hours without network.
	const list = new OrderList((cursor) =>
		cursor || q
			? read(cursor)
			: reading.through(`inbox ${params.orgId} ${status ?? ''}`, () => read())
	);
	const [{ membership }] = await Promise.all([parent(), settle(list.load())]);
	cooperativeOnly(membership);
	return { list, status, q };
};
