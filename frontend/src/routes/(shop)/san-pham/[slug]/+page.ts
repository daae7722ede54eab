import { getProduct } from '$features/catalog/queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => ({
	product: await loading(getProduct(params.slug))
});
