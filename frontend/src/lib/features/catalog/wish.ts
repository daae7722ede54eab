import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import { priceRange } from './filter-chips';
import type { SearchWish } from './queries';

/** A wish as it was understood, not as it was typed: "Đến 100.000 ₫" for "dưới 100k". */
export function wishText(wish: SearchWish): string {
	switch (wish.kind) {
		case 'price':
			return priceRange(wish.priceMin ?? 0, wish.priceMax ?? 0);
		case 'stars':
			return m.filter_ocop_from({ stars: wish.stars ?? 3 });
		case 'season':
			return m.filter_in_season();
		case 'bulk':
			return wish.quantity
				? `${new Intl.NumberFormat(lang()).format(wish.quantity)} ${wish.unit ?? ''}`.trim() +
						(wish.per ? ` · ${perText(wish.per)}` : '')
				: wish.text;
		case 'occasion':
			return wish.text;
	}
}

function perText(per: NonNullable<SearchWish['per']>): string {
	switch (per) {
		case 'day':
			return m.want_per_day();
		case 'week':
			return m.want_per_week();
		case 'month':
			return m.want_per_month();
		case 'year':
			return m.want_per_year();
	}
}

/** What a search tells the letter to the Alliance; the quantity leaves the words. */
export function wantedPrefill(q: string, bulk?: SearchWish): Record<string, string> {
	const words = bulk ? q.replace(bulk.text, ' ').replace(/\s+/g, ' ').trim() : q;
	return {
		q: words || q,
		...(bulk?.quantity && {
			so: String(bulk.quantity),
			...(bulk.unit && { don_vi: bulk.unit }),
			...(bulk.per && { nhip: bulk.per })
		})
	};
}
