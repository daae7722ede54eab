import { listCategories, type Category } from '$features/catalog/queries';
import { getListing, type Listing } from '$features/listing/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../../cooperative-only';
import { coveredOnly } from '../../covered-only';

export const load: PageLoad = async ({ params: { orgId, productId }, parent }) => {
	const categories = new Remote<{ items: Category[] }>(() => listCategories());
	const listing = new Remote<Listing>(() => getListing(orgId, productId));
	const [{ membership }] = await Promise.all([
		parent(),
		settle(categories.load()),
		settle(listing.load())
	]);
	cooperativeOnly(membership);
	coveredOnly(membership, 'list');
	return { categories, listing, productId };
};
