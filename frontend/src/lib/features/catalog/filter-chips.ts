import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import type { Browse } from './browse-state';
import type { Category, CooperativeCard } from './queries';

/**
 * A price range in words; 0 leaves an end open. Bands end one đồng below the next
 * (99.999), which people say as "under 100.000".
 */
export function priceRange(min: number, max: number): string {
	const under = max % 1000 === 999 ? 1 : 0;
	const [from = '', to = ''] = [min, max + under].map((price) => formatVnd(price, lang()));
	if (min > 0 && max > 0) return `${from} – ${to}`;
	if (min > 0) return m.filter_price_from({ price: from });
	return under ? m.filter_price_under({ price: to }) : m.filter_price_to({ price: to });
}

/** The filters that are on, in words, each with the state that leaves it out. */
export function filterChips(
	browse: Browse,
	categories: readonly Category[],
	cooperatives: readonly Pick<CooperativeCard, 'slug' | 'name'>[],
	communes: readonly { slug: string; name: string }[] = []
): { key: string; label: string; without: Browse }[] {
	const named = (list: readonly { slug: string; name: string }[], slug: string) =>
		list.find((item) => item.slug === slug)?.name ?? slug;
	return [
		browse.inSeason && {
			key: 'season',
			label: m.filter_in_season(),
			without: { ...browse, inSeason: false }
		},
		browse.category && {
			key: 'category',
			label: named(categories, browse.category),
			without: { ...browse, category: '' }
		},
		browse.ocopMin > 0 && {
			key: 'ocop',
			label: m.filter_ocop_from({ stars: browse.ocopMin }),
			without: { ...browse, ocopMin: 0 }
		},
		(browse.priceMin > 0 || browse.priceMax > 0) && {
			key: 'price',
			label: priceRange(browse.priceMin, browse.priceMax),
			without: { ...browse, priceMin: 0, priceMax: 0 }
		},
		browse.inStock && {
			key: 'stock',
			label: m.filter_in_stock(),
			without: { ...browse, inStock: false }
		},
		browse.certified && {
			key: 'certified',
			label: m.filter_certified(),
			without: { ...browse, certified: false }
		},
		browse.commune && {
			key: 'commune',
			label: named(communes, browse.commune),
			without: { ...browse, commune: '' }
		},
		browse.cooperative && {
			key: 'cooperative',
			label: named(cooperatives, browse.cooperative),
			without: { ...browse, cooperative: '' }
		}
	].filter((chip) => typeof chip === 'object');
}
