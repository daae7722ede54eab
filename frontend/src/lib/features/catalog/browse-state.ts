import type { paths } from '$lib/api/schema.gen';

export type ProductQuery = NonNullable<paths['/api/v1/products']['get']['parameters']['query']>;
export type ProductSort = NonNullable<ProductQuery['sort']>;

/** What a shopper looks for. Lives in the address, so that it can be shared and gone back to. */
export interface Browse {
	q: string;
	category: string;
	/** Least OCOP stars, 0 for any. */
	ocopMin: number;
	cooperative: string;
	inSeason: boolean;
	/** Highest starting price in đồng, 0 for any. */
	priceMax: number;
	/** Null while the shopper has not chosen: then words sort by relevance, all else by popularity. */
	sort: ProductSort | null;
}

const sorts: readonly string[] = [
	'popular',
	'newest',
	'price_asc',
	'price_desc',
	'relevance'
] satisfies ProductSort[];

const whole = (text: string | null, max: number): number => {
	if (!text || !/^\d{1,12}$/.test(text)) return 0;
	const value = Number(text);
	return value <= max ? value : 0;
};

/** Reads the address; what makes no sense is left out, never an error. */
export function readBrowse(params: URLSearchParams): Browse {
	const sort = params.get('sort');
	return {
		q: (params.get('q') ?? '').trim().normalize('NFC').slice(0, 200),
		category: (params.get('category') ?? '').slice(0, 80),
		ocopMin: whole(params.get('ocop_min'), 5),
		cooperative: (params.get('cooperative') ?? '').slice(0, 120),
		inSeason: params.get('in_season') === 'true',
		priceMax: whole(params.get('price_max'), 999_999_999_999),
		sort: sort && sorts.includes(sort) ? (sort as ProductSort) : null
	};
}

/** The order in force: the chosen one or the natural one. */
export function effectiveSort(browse: Browse): ProductSort {
	return browse.sort ?? (browse.q ? 'relevance' : 'popular');
}

/**
 * The API's query. Defaults are left out, so that the plain list has one address,
 * the one the server puts into the page.
 */
export function toQuery(browse: Browse): ProductQuery {
	const sort = effectiveSort(browse);
	return {
		...(browse.q && { q: browse.q }),
		...(browse.category && { category: browse.category }),
		...(browse.ocopMin > 0 && { ocop_min: browse.ocopMin }),
		...(browse.cooperative && { cooperative: browse.cooperative }),
		...(browse.inSeason && { in_season: true }),
		...(browse.priceMax > 0 && { price_max: browse.priceMax }),
		...(sort !== 'popular' && { sort })
	};
}

/** The address of this state under `path`, with only what differs from the default. */
export function browseHref(path: string, browse: Browse): string {
	const params = new URLSearchParams();
	if (browse.q) params.set('q', browse.q);
	if (browse.category) params.set('category', browse.category);
	if (browse.ocopMin > 0) params.set('ocop_min', String(browse.ocopMin));
	if (browse.cooperative) params.set('cooperative', browse.cooperative);
	if (browse.inSeason) params.set('in_season', 'true');
	if (browse.priceMax > 0) params.set('price_max', String(browse.priceMax));
	if (browse.sort) params.set('sort', browse.sort);
	const query = params.toString();
	return query ? `${path}?${query}` : path;
}

/** How many filters are on; words and order are none. */
export function countFilters(browse: Browse): number {
	return [
		browse.category,
		browse.ocopMin > 0,
		browse.cooperative,
		browse.inSeason,
		browse.priceMax > 0
	].filter(Boolean).length;
}
