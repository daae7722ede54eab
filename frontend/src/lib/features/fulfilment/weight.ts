import { lang } from '$lib/i18n/locale';
import type { Order } from './queries';

type Line = Order['lines'][number];

/** `1.250`. */
export const grams = (count: number): string =>
	count.toLocaleString(lang() === 'vi' ? 'vi-VN' : 'en');

/** The lines whose price follows the scale. */
export const weighable = (order: Pick<Order, 'lines'>): Line[] =>
	order.lines.filter((line) => line.nominalG && line.quantity > line.cancelledQty);

/** Reads grams as people type them: `2450`, `2.450`. Undefined where it is no weight. */
export function readGrams(typed: string): number | undefined {
	const text = typed.replace(/[\s\u00a0.]/g, '');
	return /^[1-9]\d{0,7}$/.test(text) ? Number(text) : undefined;
}

/**
 * What the order would cost at these weights, as the server reckons it: price × weight ÷
 * usual weight, half a đồng up, in whole numbers.
 */
export function totalAt(
	order: Pick<Order, 'lines' | 'totalVnd'>,
	weights: Record<string, number | undefined>
): number {
	let total = order.totalVnd;
	for (const line of weighable(order)) {
		const weight = weights[line.id];
		if (!weight || !line.nominalG) continue;
		const exact =
			(BigInt(line.unitPriceVnd) * BigInt(weight) + BigInt(Math.floor(line.nominalG / 2))) /
			BigInt(line.nominalG);
		total += Number(exact) - line.lineTotalVnd;
	}
	return total;
}
