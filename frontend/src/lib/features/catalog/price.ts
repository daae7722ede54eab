import type { Variant } from './queries';

/** The unit price at a quantity: the last tier it reaches, or the list price. */
export function unitPriceAt(
	variant: Pick<Variant, 'priceVnd' | 'tiers'>,
	quantity: number
): number {
	return [...variant.tiers]
		.sort((a, b) => a.minQty - b.minQty)
		.reduce((price, tier) => (quantity >= tier.minQty ? tier.priceVnd : price), variant.priceVnd);
}
