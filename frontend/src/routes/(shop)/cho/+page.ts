import { effectiveSort, readBrowse, toQuery } from '$features/catalog/browse-state';
import { listCategories, listProducts } from '$features/catalog/queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const browse = readBrowse(url.searchParams);
	const [page, categories] = await loading(
		Promise.all([listProducts(toQuery(browse)), listCategories()])
	);
	return { browse, sort: effectiveSort(browse), page, categories: categories.items };
};
