import type { Order, OrderStatus } from './queries';

export type EventKind = Order['timeline'][number]['kind'];

/** One step of an order's way, as data: the component gives it words. */
export interface TimelineStep {
	kind: EventKind;
	state: 'done' | 'now' | 'next' | 'failed';
	at?: string;
	actor?: Order['timeline'][number]['actor'];
	actorName?: string;
	note?: string;
}

const way: readonly OrderStatus[] = ['placed', 'confirmed', 'packed', 'shipped', 'delivered'];

/**
 * What happened, in order, and what is still to come. A cancelled order, or one that was
 * not paid in time, has no more to come; the newest step of a living one is where it stands now.
 */
export function timelineSteps(order: Pick<Order, 'status' | 'timeline'>): TimelineStep[] {
	const past = [...order.timeline].sort((a, b) => a.at.localeCompare(b.at));
	const steps = past.map((event, i): TimelineStep => ({
		kind: event.kind,
		state:
			event.kind === 'cancelled' || (event.kind === 'lapsed' && i === past.length - 1)
				? 'failed'
				: i === past.length - 1 && order.status !== 'delivered'
					? 'now'
					: 'done',
		at: event.at,
		actor: event.actor,
		actorName: event.actorName,
		note: event.note
	}));
	if (order.status === 'cancelled' || order.status === 'lapsed') return steps;
	if (order.status === 'awaiting_payment') {
		return [
			...steps,
			...['paid' as const, ...way.slice(1)].map((kind): TimelineStep => ({ kind, state: 'next' }))
		];
	}
	const reached = way.indexOf(order.status);
	return [
		...steps,
		...way.slice(reached + 1).map((kind): TimelineStep => ({ kind, state: 'next' }))
	];
}
