import { browser } from '$app/environment';
import { countFilters, effectiveSort, readBrowse, toQuery } from '$features/catalog/browse-state';
import {
	listCategories,
	listProducts,
	type Category,
	type ProductPage
} from '$features/catalog/queries';
import { submission, typing } from '$features/search/typing';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

/** Told are filters that are on, and how words were understood. */
const tells = (browse: ReturnType<typeof readBrowse>, { search }: ProductPage) =>
	countFilters(browse) > 0 ||
	(search && (search.mended || search.nearest || search.wishes.length > 0));

/** The shelves hardly change: while somebody is typing those of the last list do. */
let shelves: Category[] | undefined;

export const load: PageLoad = async ({ url, depends }) => {
	depends(submission);
	const browse = readBrowse(url.searchParams);
	const typed = typing.has(browse.q);
	// Beside the list on a wide screen, so it comes with the page and not after it.
	const beside = browser && matchMedia('(min-width: 64rem)').matches;
	const [page, categories, panel] = await loading(
		Promise.all([
			listProducts({ ...toQuery(browse), ...(typed && { typing: true }) }),
			(typed && shelves) || listCategories().then(({ items }) => items),
			beside
				? import('$features/catalog/FilterPanel.svelte').then((part) => part.default)
				: undefined
		])
	);
	shelves = categories;
	// Parts that most lists do without come with those that need them: nothing moves afterwards.
	const [Findings, Nothing] = await Promise.all([
		tells(browse, page)
			? import('$features/catalog/SearchFindings.svelte').then((part) => part.default)
			: undefined,
		page.items.length === 0
			? import('$features/catalog/NothingFound.svelte').then((part) => part.default)
			: undefined
	]);
	return {
		browse,
		sort: effectiveSort(browse),
		page,
		categories,
		panel,
		Findings,
		Nothing
	};
};
