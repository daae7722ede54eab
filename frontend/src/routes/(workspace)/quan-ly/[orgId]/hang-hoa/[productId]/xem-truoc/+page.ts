import type { Product } from '$features/catalog/queries';
import { previewListing } from '$features/listing/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../../../cooperative-only';

export const load: PageLoad = async ({ params: { orgId, productId }, parent }) => {
	const remote = new Remote<Product>(() => previewListing(orgId, productId));
	const [{ membership }] = await Promise.all([parent(), settle(remote.load())]);
	cooperativeOnly(membership);
	return { remote, productId };
};
