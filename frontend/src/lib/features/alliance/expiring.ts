import { todayIso } from '$lib/date/vn';
import type { ProductCard } from './queries';

/** How many days ahead a certificate's end is looked at, as the overview counts it. */
export const aheadDays = 90;

/** Whole days from today in Vietnam until a date; negative when it has passed. */
export function daysUntil(date: string, now: Date): number {
	return Math.round((Date.parse(date) - Date.parse(todayIso(now))) / 86_400_000);
}

/** Products whose stars end soon, the soonest first. */
export function expiring(products: readonly ProductCard[], now: Date): ProductCard[] {
	return products
		.filter(({ ocop }) => {
			const days = ocop ? daysUntil(ocop.expiresOn, now) : -1;
			return days >= 0 && days < aheadDays;
		})
		.sort((a, b) => (a.ocop?.expiresOn ?? '').localeCompare(b.ocop?.expiresOn ?? ''));
}
