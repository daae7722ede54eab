import { listListingReviews, type ListingReview } from '$features/alliance/review-queries';
import { listTakedowns } from '$features/ticket/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const down = url.searchParams.get('xem') === 'bi-go';
	const list = new PagedList<ListingReview>(listListingReviews);
	const takedowns = new Remote(listTakedowns);
	await settle(down ? takedowns.load() : list.load());
	return { list, takedowns, down };
};
