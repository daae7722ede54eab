import { listOwnProducts, type OwnProduct } from '$features/listing/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const list = new PagedList<OwnProduct>((cursor) =>
		listOwnProducts(params.orgId, { limit: 50, cursor })
	);
	await settle(list.load());
	return { list };
};
