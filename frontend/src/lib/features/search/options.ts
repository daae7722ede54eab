import { paths } from '$lib/config/paths';
import { m } from '$lib/paraglide/messages';
import type { Suggestions } from './queries';

/** One line of the list under the search field. */
export interface Option {
	group: string;
	label: string;
	/** Matched stretches of the label: [from, to) in characters. */
	marks: readonly number[][];
	/** Where it leads, without language. */
	path: string;
	/** Searched for, as if they had been typed and submitted. */
	words?: string;
	/** A product was opened from the words. */
	product?: boolean;
	/** Forgets the recent searches instead of leading somewhere. */
	forgets?: boolean;
}

const search = (params: Record<string, string>) =>
	`${paths.browse}?${new URLSearchParams(params).toString()}`;

/** The suggestions in the order in which the arrow keys go through them. */
export function optionsOf(found: Suggestions): Option[] {
	return [
		...found.products.map((p) => ({
			group: m.suggest_products(),
			label: p.name,
			marks: p.marks,
			path: paths.product(p.slug),
			product: true
		})),
		...found.categories.map((c) => ({
			group: m.suggest_categories(),
			label: c.name,
			marks: [],
			path: search({ category: c.slug })
		})),
		...found.cooperatives.map((c) => ({
			group: m.suggest_cooperatives(),
			label: c.name,
			marks: [],
			path: paths.cooperative(c.slug)
		}))
	];
}

/** Where all that the words find is listed: the same place that Enter leads to. */
export const allOption = (words: string): Option => ({
	group: '',
	label: m.suggest_all({ words }),
	marks: [],
	path: search({ q: words }),
	words
});

/** Searches made on this device, and the way to forget them, which the keyboard must reach too. */
export const recentOptions = (list: readonly string[]): Option[] => {
	const options: Option[] = list.map((q) => ({
		group: m.suggest_recent(),
		label: q,
		marks: [],
		path: search({ q }),
		words: q
	}));
	if (options.length === 0) return [];
	return [
		...options,
		{ group: m.suggest_recent(), label: m.suggest_forget_all(), marks: [], path: '', forgets: true }
	];
};
