import { listOwnProducts, type OwnProduct } from '$features/listing/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../cooperative-only';

export const load: PageLoad = async ({ params, parent }) => {
	const list = new PagedList<OwnProduct>((cursor) =>
		listOwnProducts(params.orgId, { limit: 50, cursor })
	);
	const [{ membership }] = await Promise.all([parent(), settle(list.load())]);
	cooperativeOnly(membership);
	return { list };
};
