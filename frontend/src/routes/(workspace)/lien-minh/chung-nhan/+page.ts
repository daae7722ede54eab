import { listStarred, type ProductCard } from '$features/alliance/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** How many starred products are read at once to find whose stars end. */
const batch = 500;

export const load: PageLoad = async () => {
	const list = new PagedList<ProductCard>(listStarred);
	await settle(list.load().then(() => list.all(batch)));
	return { list };
};
