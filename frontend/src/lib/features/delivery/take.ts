import type { Schema } from '$lib/api/client';
import { m } from '$lib/paraglide/messages';
import type { OfferedShortfall, ShortfallOption } from './queries';

/** How much of a shortfall one capacity can take. */
export const mostOf = (
	offered: Pick<OfferedShortfall, 'shortfall'>,
	option: Pick<ShortfallOption, 'available'>
): number =>
	Math.max(0, Math.min(option.available, offered.shortfall.quantity - offered.shortfall.taken));

/** How much the best of the cooperative's capacities can take; they are not put together. */
export const canTake = (offered: Pick<OfferedShortfall, 'shortfall' | 'options'>): number =>
	Math.max(0, ...offered.options.map((option) => mostOf(offered, option)));

/** The price of a unit in words. */
export function priceText(price: Schema['ContractPrice'], write: (vnd: number) => string): string {
	switch (price.kind) {
		case 'fixed':
			return write(price.baseVnd);
		case 'tier':
			return [
				write(price.baseVnd),
				...(price.tiers ?? []).map(({ from, unitVnd }) =>
					m.dlv_price_from({ from, price: write(unitVnd) })
				)
			].join('; ');
		case 'index':
			return m.dlv_price_index({
				price: write(price.baseVnd),
				floor: write(price.floorVnd ?? 0),
				cap: write(price.capVnd ?? 0)
			});
	}
}
