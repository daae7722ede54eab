import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import type { Browse } from './browse-state';
import type { Category, CooperativeCard } from './queries';

/** The filters that are on, in words, each with the state that leaves it out. */
export function filterChips(
	browse: Browse,
	categories: readonly Category[],
	cooperatives: readonly Pick<CooperativeCard, 'slug' | 'name'>[]
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
		browse.priceMax > 0 && {
			key: 'price',
			label: m.filter_price_to({ price: formatVnd(browse.priceMax, lang()) }),
			without: { ...browse, priceMax: 0 }
		},
		browse.cooperative && {
			key: 'cooperative',
			label: named(cooperatives, browse.cooperative),
			without: { ...browse, cooperative: '' }
		}
	].filter((chip) => typeof chip === 'object');
}
