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
	/** Bounds of the starting price in đồng, 0 for any. */
	priceMin: number;
	priceMax: number;
	inStock: boolean;
	/** Under a geographical indication. */
	certified: boolean;
	/** Code of the commune of origin. */
	commune: string;
	/** Code of the buyer's province, for the order by nearness. */
	near: string;
	/** Wishes read from the words that the shopper took away, comma-separated. */
	without: string;
	/** The words as typed, not mended. */
	exactly: boolean;
	/** Null while the shopper has not chosen: then words sort by relevance, all else by popularity. */
	sort: ProductSort | null;
}

const sorts: readonly string[] = [
	'popular',
	'newest',
	'price_asc',
	'price_desc',
	'relevance',
	'near'
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
		priceMin: whole(params.get('price_min'), 999_999_999_999),
		inStock: params.get('in_stock') === 'true',
		certified: params.get('certified') === 'true',
		commune: /^\d{1,6}$/.exec(params.get('commune') ?? '')?.[0] ?? '',
		near: /^\d{1,3}$/.exec(params.get('near') ?? '')?.[0] ?? '',
		without: /^[a-z,]{1,60}$/.exec(params.get('without') ?? '')?.[0] ?? '',
		exactly: params.get('exactly') === 'true',
		priceMax: whole(params.get('price_max'), 999_999_999_999),
		sort: sort && sorts.includes(sort) ? (sort as ProductSort) : null
	};
}

/** The order in force: the chosen one or the natural one. By nearness only what was searched for. */
export function effectiveSort(browse: Browse): ProductSort {
	if (browse.sort === 'near' && !browse.q) return 'popular';
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
		...(browse.priceMin > 0 && { price_min: browse.priceMin }),
		...(browse.priceMax > 0 && { price_max: browse.priceMax }),
		...(browse.inStock && { in_stock: true }),
		...(browse.certified && { certified: true }),
		...(browse.commune && { commune: browse.commune }),
		...(browse.without && { without: browse.without }),
		...(browse.exactly && { exactly: true }),
		...(browse.q && { facets: true }),
		...(sort === 'near' && browse.near && { near: browse.near }),
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
	if (browse.priceMin > 0) params.set('price_min', String(browse.priceMin));
	if (browse.priceMax > 0) params.set('price_max', String(browse.priceMax));
	if (browse.inStock) params.set('in_stock', 'true');
	if (browse.certified) params.set('certified', 'true');
	if (browse.commune) params.set('commune', browse.commune);
	if (browse.without) params.set('without', browse.without);
	if (browse.exactly) params.set('exactly', 'true');
	if (browse.near && browse.sort === 'near') params.set('near', browse.near);
	if (browse.sort) params.set('sort', browse.sort);
	const query = params.toString();
	return query ? `${path}?${query}` : path;
}

/** The state with every filter off; words and order stay. */
export const withoutFilters = (browse: Browse): Browse => ({
	...readBrowse(new URLSearchParams()),
	q: browse.q,
	without: browse.without,
	exactly: browse.exactly,
	near: browse.near,
	sort: browse.sort
});

/** How many filters are on; words and order are none. */
export function countFilters(browse: Browse): number {
	return [
		browse.category,
		browse.ocopMin > 0,
		browse.cooperative,
		browse.inSeason,
		browse.priceMin > 0 || browse.priceMax > 0,
		browse.inStock,
		browse.certified,
		browse.commune
	].filter(Boolean).length;
}
