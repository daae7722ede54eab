import { m } from '$lib/paraglide/messages';
import type { Ticket, TicketTopic, TakedownReason } from './queries';

/** What anybody may bring; an objection has its own way. */
export const complaintTopics = ['listing', 'seller', 'purchase'] as const;
export const dataTopics = ['data_access', 'data_correct', 'data_erase', 'data_withdraw'] as const;

export const isData = (topic: TicketTopic): boolean => topic.startsWith('data_');

/** What stands before the name of what a ticket is about. */
export function aboutText(topic: TicketTopic): string {
	switch (topic) {
		case 'listing':
			return m.tic_about_listing();
		case 'seller':
			return m.tic_about_seller();
		case 'purchase':
			return m.tic_about_purchase();
		default:
			return topicText(topic);
	}
}

export function topicText(topic: TicketTopic): string {
	switch (topic) {
		case 'listing':
			return m.tic_topic_listing();
		case 'seller':
			return m.tic_topic_seller();
		case 'purchase':
			return m.tic_topic_purchase();
		case 'objection':
			return m.tic_topic_objection();
		case 'data_access':
			return m.tic_topic_data_access();
		case 'data_correct':
			return m.tic_topic_data_correct();
		case 'data_erase':
			return m.tic_topic_data_erase();
		case 'data_withdraw':
			return m.tic_topic_data_withdraw();
	}
}

/** The reasons the server takes for a topic. */
export const reasonsOf = (topic: TicketTopic): string[] =>
	({
		listing: [
			'forbidden',
			'wrong_ocop',
			'misleading',
			'alcohol_ad',
			'unsafe',
			'counterfeit',
			'other'
		],
		seller: ['fraud', 'not_reachable', 'wrong_identity', 'conduct', 'other'],
		purchase: ['not_delivered', 'not_as_described', 'spoiled', 'refund_refused', 'other'],
		objection: ['objection'],
		data_access: ['data'],
		data_correct: ['data'],
		data_erase: ['data'],
		data_withdraw: ['data']
	})[topic];

export const takedownReasons: TakedownReason[] = [
	'forbidden',
	'wrong_ocop',
	'misleading',
	'alcohol_ad',
	'unsafe',
	'counterfeit',
	'no_licence',
	'other'
];

export function reasonText(reason: string): string {
	const texts: Record<string, () => string> = {
		forbidden: m.tic_reason_forbidden,
		wrong_ocop: m.tic_reason_wrong_ocop,
		misleading: m.tic_reason_misleading,
		alcohol_ad: m.tic_reason_alcohol_ad,
		unsafe: m.tic_reason_unsafe,
		counterfeit: m.tic_reason_counterfeit,
		no_licence: m.tic_reason_no_licence,
		fraud: m.tic_reason_fraud,
		not_reachable: m.tic_reason_not_reachable,
		wrong_identity: m.tic_reason_wrong_identity,
		conduct: m.tic_reason_conduct,
		not_delivered: m.tic_reason_not_delivered,
		not_as_described: m.tic_reason_not_as_described,
		spoiled: m.tic_reason_spoiled,
		refund_refused: m.tic_reason_refund_refused,
		objection: m.tic_topic_objection,
		data: m.tic_reason_data,
		other: m.tic_reason_other
	};
	return (texts[reason] ?? m.tic_reason_other)();
}

/** "Upheld" of a request about data means: done. */
export function stateText(state: Ticket['state'], topic: TicketTopic): string {
	switch (state) {
		case 'received':
			return m.tic_state_received();
		case 'examining':
			return m.tic_state_examining();
		case 'upheld':
			return isData(topic) ? m.tic_state_done() : m.tic_state_upheld();
		case 'rejected':
			return m.tic_state_rejected();
		case 'withdrawn':
			return m.tic_state_withdrawn();
	}
}

export function stateTone(state: Ticket['state']): 'warn' | 'accent' | 'good' | 'bad' | 'plain' {
	const tones = {
		received: 'warn',
		examining: 'accent',
		upheld: 'good',
		rejected: 'bad',
		withdrawn: 'plain'
	} as const;
	return tones[state];
}

/** One line of the log in words. */
export function eventText(event: Ticket['events'][number], topic: TicketTopic): string {
	switch (event.kind) {
		case 'opened':
			return m.tic_event_opened();
		case 'acknowledged':
			return m.tic_event_acknowledged();
		case 'said':
			return m.tic_event_said({ who: sideText(event.side) });
		case 'filed':
			return m.tic_event_filed({ who: sideText(event.side) });
		case 'upheld':
			return stateText('upheld', topic);
		case 'rejected':
			return m.tic_state_rejected();
		case 'withdrawn':
			return m.tic_state_withdrawn();
		default:
			return m.tic_event_reminded();
	}
}

/** What was written; of a reminder, which term it was about. */
export function bodyText({ kind, body }: Ticket['events'][number]): string | undefined {
	if (kind !== 'reminded') return body;
	if (body === 'answer_soon') return m.tic_remind_soon();
	return body === 'answer_late' ? m.tic_remind_late() : m.tic_remind_acknowledge();
}

export function sideText(side: Ticket['side']): string {
	const texts = {
		reporter: m.tic_side_reporter,
		seller: m.tic_side_seller,
		alliance: m.lia_alliance,
		system: m.tic_side_system
	};
	return texts[side]();
}
