import type { BulkGoods } from './queries';

type Priced = Pick<BulkGoods, 'priceVnd' | 'tiers' | 'minQty' | 'stepQty' | 'onShelf'>;

/** The unit price at a quantity: the lowest of the list price and the tiers it reaches, as the server has it. */
export const unitPriceAt = ({ priceVnd, tiers }: Priced, quantity: number): number =>
	tiers.reduce(
		(price, tier) => (quantity >= tier.minQty ? Math.min(price, tier.priceVnd) : price),
		priceVnd
	);

/** What is missing to the next lower price, if there is one. */
export function nextTier(
	goods: Priced,
	quantity: number
): { more: number; priceVnd: number } | undefined {
	const now = unitPriceAt(goods, quantity);
	const next = goods.tiers
		.filter((tier) => tier.minQty > quantity && tier.priceVnd < now)
		.sort((a, b) => a.minQty - b.minQty)[0];
	return next && { more: next.minQty - quantity, priceVnd: next.priceVnd };
}

export type LineProblem = 'out_of_stock' | 'not_enough' | 'quantity';

/** Why a quantity cannot be ordered as things stand; undefined when it can. */
export function problemOf(goods: Priced, quantity: number): LineProblem | undefined {
	if (goods.onShelf <= 0) return 'out_of_stock';
	if (quantity > goods.onShelf) return 'not_enough';
	if (quantity < goods.minQty || (quantity - goods.minQty) % goods.stepQty !== 0) return 'quantity';
	return undefined;
}
