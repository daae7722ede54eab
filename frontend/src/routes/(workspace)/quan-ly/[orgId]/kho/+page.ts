import { listShelves, type Shelf } from '$features/trace/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../cooperative-only';

export const load: PageLoad = async ({ params, parent }) => {
	const list = new PagedList<Shelf>((cursor) => listShelves(params.orgId, { limit: 24, cursor }));
	const [{ membership }] = await Promise.all([parent(), settle(list.load())]);
	cooperativeOnly(membership);
	return { list };
};
