import { listCategories, type Category } from '$features/catalog/queries';
import {
	getHistory,
	getListing,
	type Listing,
	type ListingChange
} from '$features/listing/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../../../cooperative-only';

export const load: PageLoad = async ({ params: { orgId, productId }, parent }) => {
	const listing = new Remote<Listing>(() => getListing(orgId, productId));
	const history = new Remote<{ items: ListingChange[]; nextCursor?: string }>(() =>
		getHistory(orgId, productId)
	);
	const categories = new Remote<{ items: Category[] }>(() => listCategories());
	const [{ membership }] = await Promise.all([
		parent(),
		settle(listing.load()),
		settle(history.load()),
		settle(categories.load())
	]);
	cooperativeOnly(membership);
	return { listing, history, categories, productId };
};
