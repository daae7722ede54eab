import { m } from '$lib/paraglide/messages';
import type { Order, OrderAction, OrderStatus } from './queries';

/** The way of an order, as tabs and counts list it. */
export const statuses: readonly OrderStatus[] = [
	'placed',
	'confirmed',
	'packed',
	'shipped',
	'delivered',
	'cancelled'
];

/** All that the Alliance looks into: a cooperative sees an order when its money is there. */
export const marketStatuses: readonly OrderStatus[] = ['awaiting_payment', ...statuses, 'lapsed'];

/** Reads a status out of an address; anything else is none. */
export function readStatus(text: string | null, of = statuses): OrderStatus | undefined {
	return of.find((status) => status === text);
}

/** Where an order stands, as who fulfils it says it. */
export function statusText(status: OrderStatus): string {
	return {
		awaiting_payment: m.order_status_awaiting,
		lapsed: m.order_status_lapsed,
		placed: m.ful_status_placed,
		confirmed: m.ful_status_confirmed,
		packed: m.ful_status_packed,
		shipped: m.ful_status_shipped,
		delivered: m.ful_status_delivered,
		cancelled: m.ful_status_cancelled
	}[status]();
}

export function statusTone(status: OrderStatus): 'warn' | 'gold' | 'good' | 'plain' | 'moss' {
	return (
		{
			awaiting_payment: 'plain',
			lapsed: 'plain',
			placed: 'warn',
			confirmed: 'gold',
			packed: 'gold',
			shipped: 'moss',
			delivered: 'good',
			cancelled: 'plain'
		} as const
	)[status];
}

/** What the button says. */
export function actionText(action: OrderAction): string {
	return {
		confirm: m.ful_do_confirm,
		pack: m.ful_do_pack,
		ship: m.ful_do_ship,
		deliver: m.ful_do_deliver,
		cancel: m.ful_do_cancel,
		cancel_part: m.ful_do_cancel_part,
		unpack: m.wrk_do_unpack,
		weigh: m.wrk_do_weigh,
		delay: m.wrk_do_delay,
		agree_weight: m.wrk_do_agree,
		decline_weight: m.wrk_do_decline,
		// Of a whole purchase, not of one order: never a button.
		pay: m.order_event_paid,
		offer: m.ful_event_placed,
		lapse: m.order_event_lapsed,
		withdraw: m.pay_cancel
	}[action]();
}

/** What is said when the step is taken. */
export function doneText(status: OrderStatus, code: string): string {
	return {
		awaiting_payment: m.ful_done_changed,
		lapsed: m.ful_done_changed,
		placed: m.ful_done_changed,
		confirmed: m.ful_done_confirmed,
		packed: m.ful_done_packed,
		shipped: m.ful_done_shipped,
		delivered: m.ful_done_delivered,
		cancelled: m.ful_done_cancelled
	}[status]({ code });
}

type Event = Order['timeline'][number];

export function eventText(kind: Event['kind']): string {
	return {
		placed: m.ful_event_placed,
		confirmed: m.ful_event_confirmed,
		packed: m.ful_event_packed,
		shipped: m.ful_event_shipped,
		delivered: m.ful_event_delivered,
		cancelled: m.ful_event_cancelled,
		part_cancelled: m.ful_event_part_cancelled,
		unpacked: m.wrk_event_unpacked,
		weighed: m.wrk_event_weighed,
		weight_asked: m.wrk_event_weight_asked,
		weight_agreed: m.wrk_event_weight_agreed,
		weight_declined: m.wrk_event_weight_declined,
		delayed: m.wrk_event_delayed,
		awaiting_payment: m.order_event_awaiting,
		paid: m.order_event_paid,
		lapsed: m.order_event_lapsed
	}[kind]();
}

/** Who took a step: by name where one is known. */
export function actorText(event: Pick<Event, 'actor' | 'actorName'>): string {
	return (
		event.actorName ??
		{
			buyer: m.order_actor_buyer,
			cooperative: m.order_actor_cooperative,
			alliance: m.order_actor_alliance,
			system: m.order_actor_system
		}[event.actor]()
	);
}
