import { browser } from '$app/environment';
import { effectiveSort, readBrowse, toQuery } from '$features/catalog/browse-state';
import { listCategories, listProducts } from '$features/catalog/queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const browse = readBrowse(url.searchParams);
	// Beside the list on a wide screen, so it comes with the page and not after it.
	const beside = browser && matchMedia('(min-width: 64rem)').matches;
	const [page, categories, panel] = await loading(
		Promise.all([
			listProducts(toQuery(browse)),
			listCategories(),
			beside
				? import('$features/catalog/FilterPanel.svelte').then((part) => part.default)
				: undefined
		])
	);
	return { browse, sort: effectiveSort(browse), page, categories: categories.items, panel };
};
