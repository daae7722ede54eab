import { m } from '$lib/paraglide/messages';
import type { OrderStatus } from './queries';
import type { EventKind } from './timeline';

export function statusText(status: OrderStatus): string {
	return {
		awaiting_payment: m.order_status_awaiting,
		lapsed: m.order_status_lapsed,
		placed: m.order_status_placed,
		confirmed: m.order_status_confirmed,
		packed: m.order_status_packed,
		shipped: m.order_status_shipped,
		delivered: m.order_status_delivered,
		cancelled: m.order_status_cancelled
	}[status]();
}

export function statusTone(status: OrderStatus): 'warn' | 'gold' | 'good' | 'plain' {
	if (status === 'placed' || status === 'awaiting_payment') return 'warn';
	if (status === 'delivered') return 'good';
	return status === 'cancelled' || status === 'lapsed' ? 'plain' : 'gold';
}

export function eventText(kind: EventKind): string {
	return {
		placed: m.order_event_placed,
		confirmed: m.order_event_confirmed,
		packed: m.order_event_packed,
		shipped: m.order_event_shipped,
		delivered: m.order_event_delivered,
		cancelled: m.order_event_cancelled,
		part_cancelled: m.order_event_part_cancelled,
		unpacked: m.order_event_unpacked,
		weighed: m.order_event_weighed,
		weight_asked: m.order_event_weight_asked,
		weight_agreed: m.order_event_weight_agreed,
		weight_declined: m.order_event_weight_declined,
		delayed: m.order_event_delayed,
		awaiting_payment: m.order_event_awaiting,
		paid: m.order_event_paid,
		lapsed: m.order_event_lapsed
	}[kind]();
}

export function actorText(actor: 'buyer' | 'cooperative' | 'alliance' | 'system'): string {
	return {
		buyer: m.order_actor_buyer,
		cooperative: m.order_actor_cooperative,
		alliance: m.order_actor_alliance,
		system: m.order_actor_system
	}[actor]();
}
