import type { Order } from './queries';

/** How many units of a line are still to be delivered. */
export function openQty(line: Pick<Order['lines'][number], 'quantity' | 'cancelledQty'>): number {
	return line.quantity - line.cancelledQty;
}

/**
 * What taking these quantities out means.
 * @param take units to cancel by line id; absent or 0 leaves a line as it is
 */
export function partCancel(
	order: Pick<Order, 'lines' | 'totalVnd' | 'shippingVnd'>,
	take: Readonly<Record<string, number>>
): { lines: { lineId: string; quantity: number }[]; everything: boolean; totalVnd: number } {
	const lines = order.lines
		.map((line) => ({
			lineId: line.id,
			quantity: Math.min(take[line.id] ?? 0, openQty(line)),
			// A discount goes with the goods it was for; the server settles its last đồng.
			price:
				line.unitPriceVnd -
				(line.discountVnd ? (line.unitPriceVnd * line.discountVnd) / line.lineTotalVnd : 0)
		}))
		.filter((line) => line.quantity > 0);
	const open = order.lines.reduce((sum, line) => sum + openQty(line), 0);
	const taken = lines.reduce((sum, line) => sum + line.quantity, 0);
	const everything = taken === open;
	const less = lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
	return {
		lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
		everything,
		totalVnd: everything ? 0 : Math.round(order.totalVnd - less)
	};
}
