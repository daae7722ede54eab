import type { OwnProduct, OwnVariant } from './queries';

/** From how many left a variant is low; the shop tells shoppers from the same number on. */
export const lowFrom = 5;

export type Level = 'out' | 'low' | 'fine';

export function level(variant: Pick<OwnVariant, 'available'>): Level {
	if (variant.available <= 0) return 'out';
	return variant.available <= lowFrom ? 'low' : 'fine';
}

/** A variant that runs out, with its product. */
export interface Short {
	product: OwnProduct;
	variant: OwnVariant;
}

/** What runs out among goods on the shelf, the least left first. Goods without a price are not sold. */
export function shortOf(products: readonly OwnProduct[]): Short[] {
	return products
		.filter((product) => product.status === 'listed')
		.flatMap((product) => product.variants.map((variant) => ({ product, variant })))
		.filter(({ variant }) => variant.priceVnd > 0 && level(variant) !== 'fine')
		.sort(
			(a, b) =>
				a.variant.available - b.variant.available ||
				a.product.name.localeCompare(b.product.name, 'vi')
		);
}

/** Reads a count as people type it: `1.200`, `40`. Null when it is not one. */
export function parseCount(typed: string): number | null {
	const text = typed.replace(/[\s\u00a0]/g, '');
	if (/^\d{1,10}$/.test(text)) return Number(text);
	if (/^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(text)) return Number(text.replace(/[.,]/g, ''));
	return null;
}

/** What differs between two looks at a variant: both values, so that a person can choose. */
export interface Difference {
	field: 'priceVnd' | 'onHand';
	mine: number;
	theirs: number;
}

/**
 * After a conflict: which of my values are not what is there now. A field I did not
 * touch is not mine, so it never counts.
 * @param mine only the fields that were changed
 */
export function differences(
	mine: { priceVnd?: number; onHand?: number },
	theirs: Pick<OwnVariant, 'priceVnd' | 'onHand'>
): Difference[] {
	return (['priceVnd', 'onHand'] as const).flatMap((field) => {
		const value = mine[field];
		return value === undefined || value === theirs[field]
			? []
			: [{ field, mine: value, theirs: theirs[field] }];
	});
}
