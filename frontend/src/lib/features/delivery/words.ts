import { formatDate, formatWeekday } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import { formatCount } from '$lib/quantity/count';
import type { Delivery, DeliveryAction, DeliveryStatus, Shortfall } from './queries';

/** The states in the order of a delivery's way, as the legend lists them. */
export const statuses: readonly DeliveryStatus[] = [
	...(['planned', 'called', 'confirmed', 'shipped'] as const),
	...(['accepted', 'accepted_part', 'rejected', 'missed', 'cancelled'] as const)
];

export const statusText = (status: DeliveryStatus): string =>
	({
		planned: m.dlv_status_planned,
		called: m.dlv_status_called,
		confirmed: m.dlv_status_confirmed,
		shipped: m.dlv_status_shipped,
		accepted: m.dlv_status_accepted,
		accepted_part: m.dlv_status_accepted_part,
		rejected: m.dlv_status_rejected,
		missed: m.dlv_status_missed,
		cancelled: m.dlv_status_cancelled
	})[status]();

export type Tone = 'plain' | 'warn' | 'gold' | 'moss' | 'good' | 'bad';

export const statusTone = (status: DeliveryStatus): Tone =>
	(
		({
			planned: 'plain',
			called: 'warn',
			confirmed: 'gold',
			shipped: 'moss',
			accepted: 'good',
			accepted_part: 'warn',
			rejected: 'bad',
			missed: 'bad',
			cancelled: 'plain'
		}) as const
	)[status];

/** What the button says. */
export const actionText = (action: DeliveryAction): string =>
	({
		confirm: m.dlv_do_confirm,
		ship: m.dlv_do_ship,
		accept: m.dlv_do_accept,
		accept_part: m.dlv_do_accept_part,
		reject: m.dlv_do_reject
	})[action]();

/** What is said when the step is taken. */
export const doneText = (action: DeliveryAction, code: string): string =>
	({
		confirm: m.dlv_done_confirm,
		ship: m.dlv_done_ship,
		accept: m.dlv_done_accept,
		accept_part: m.dlv_done_accept_part,
		reject: m.dlv_done_reject
	})[action]({ code });

/** What the state means for who reads it: whose turn it is, and what comes next. */
export function hintText(delivery: Delivery, buyer: boolean): string {
	const day = formatDate(delivery.dueOn);
	switch (delivery.status) {
		case 'planned':
			return m.dlv_hint_planned({ days: delivery.leadDays });
		case 'called':
			return buyer ? m.dlv_hint_called_buyer() : m.dlv_hint_called({ day });
		case 'confirmed':
			return buyer ? m.dlv_hint_confirmed_buyer({ day }) : m.dlv_hint_confirmed({ day });
		case 'shipped':
			return buyer ? m.dlv_hint_shipped_buyer() : m.dlv_hint_shipped();
		case 'accepted':
			return m.dlv_hint_accepted();
		case 'accepted_part':
			return m.dlv_hint_accepted_part();
		case 'rejected':
			return m.dlv_hint_rejected();
		case 'missed':
			return m.dlv_hint_missed();
		case 'cancelled':
			return m.dlv_hint_cancelled();
	}
}

export const shortfallText = (status: Shortfall['status']): string =>
	({
		raised: m.dlv_short_raised,
		offered: m.dlv_short_offered,
		taken: m.dlv_short_taken,
		waived: m.dlv_short_waived,
		lapsed: m.dlv_short_lapsed
	})[status]();

export const shortfallTone = (status: Shortfall['status']): Tone =>
	(
		({
			raised: 'bad',
			offered: 'warn',
			taken: 'good',
			waived: 'plain',
			lapsed: 'bad'
		}) as const
	)[status];

/** thứ Sáu, 15/01/2027. */
export const dayText = (day: string): string => `${formatWeekday(day, lang())}/${day.slice(0, 4)}`;

/** 1.700 con. */
export const amount = (count: number, unitName: string): string =>
	`${formatCount(count, lang())} ${unitName}`;

/** Hundredths of a percent as a percentage: 0,1 or 0.1. */
export const percent = (bp: number): string =>
	lang() === 'vi' ? String(bp / 100).replace('.', ',') : String(bp / 100);

/** What happened to a delivery or shortfall; undefined for what is not told here. */
export function eventText(kind: string): string | undefined {
	const words: Record<string, () => string> = {
		delivery_call: m.dlv_event_call,
		delivery_confirm: m.dlv_event_confirm,
		delivery_ship: m.dlv_event_ship,
		delivery_accept: m.dlv_event_accept,
		delivery_accept_part: m.dlv_event_accept_part,
		delivery_reject: m.dlv_event_reject,
		delivery_miss: m.dlv_event_miss,
		delivery_cancel: m.dlv_event_cancel,
		shortfall_raise: m.dlv_event_short,
		shortfall_consent: m.dlv_event_consent,
		shortfall_take: m.dlv_event_take,
		shortfall_waive: m.dlv_event_waive,
		shortfall_lapse: m.dlv_event_lapse
	};
	return words[kind]?.();
}

export const actorText = (by: string): string =>
	by === 'buyer'
		? m.dlv_by_buyer()
		: by === 'cooperative'
			? m.dlv_by_cooperative()
			: m.dlv_by_system();

/** Which steps of what the server allows take a person of this page. */
export const steps = (delivery: Pick<Delivery, 'actions'>): DeliveryAction[] =>
	(['confirm', 'ship', 'accept', 'accept_part', 'reject'] as const).filter((action) =>
		delivery.actions.includes(action)
	);
