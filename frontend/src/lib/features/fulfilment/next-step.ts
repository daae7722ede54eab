import type { OrderAction, OrderSummary } from './queries';

const forward: readonly OrderAction[] = ['confirm', 'pack', 'ship', 'deliver'];

/** The one step that brings an order on, out of what the server allows now. */
export function nextStep(actions: readonly OrderAction[]): OrderAction | undefined {
	return forward.find((action) => actions.includes(action));
}

/** How a waiting order stands to its deadline. */
export type Urgency = 'late' | 'soon' | 'fine';

/** Hours before the deadline from which it is near. */
const soonHours = 6;

/** Late, near, or time enough; undefined for an order with no deadline. */
export function urgency(confirmBy: string | undefined, now: Date): Urgency | undefined {
	if (!confirmBy) return undefined;
	const left = new Date(confirmBy).getTime() - now.getTime();
	if (left < 0) return 'late';
	return left < soonHours * 3_600_000 ? 'soon' : 'fine';
}

/**
 * How far a moment is away, in the largest unit that says enough: two days and more in
 * days, an hour and more in hours, else minutes.
 */
export function distance(
	at: string,
	now: Date
): { unit: 'day' | 'hour' | 'minute'; count: number } {
	const minutes = Math.floor(Math.abs(new Date(at).getTime() - now.getTime()) / 60_000);
	if (minutes >= 2 * 1440) return { unit: 'day', count: Math.floor(minutes / 1440) };
	if (minutes >= 60) return { unit: 'hour', count: Math.floor(minutes / 60) };
	return { unit: 'minute', count: minutes };
}

/** The earliest deadline first; orders without one after them, the oldest first. */
export function byDeadline(orders: readonly OrderSummary[]): OrderSummary[] {
	const key = (order: OrderSummary) =>
		order.confirmBy ? `0${order.confirmBy}` : `1${order.placedAt}`;
	return [...orders].sort((a, b) => key(a).localeCompare(key(b)) || a.id.localeCompare(b.id));
}

/** Of the orders still to confirm, those whose deadline has passed, the longest waiting first. */
export function overdue(orders: readonly OrderSummary[], now: Date): OrderSummary[] {
	return byDeadline(orders).filter(
		(order) => order.status === 'placed' && urgency(order.confirmBy, now) === 'late'
	);
}
