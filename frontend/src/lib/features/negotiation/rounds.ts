import { formatDateTime } from '$lib/date/vn';
import { m } from '$lib/paraglide/messages';
import type { Round } from './queries';

/** What a negotiation waits for: `decide` is the buyer's turn. */
export interface Next {
	text: string;
	decide: boolean;
}

export function nextOf(round: Round, now: Date): Next {
	const time = formatDateTime(round.answerBy);
	if (round.status === 'awarded') return { text: m.neg_next_awarded(), decide: false };
	if (round.status === 'ended') return { text: m.neg_next_ended(), decide: false };
	const over = new Date(round.answerBy) <= now;
	if (round.waiting > 0 && !over)
		return {
			text:
				round.standing > 0
					? m.neg_next_some({ count: round.waiting, time })
					: m.neg_next_wait({ count: round.waiting, time }),
			decide: false
		};
	if (round.standing > 0)
		return { text: over ? m.neg_next_decide_over() : m.neg_next_decide(), decide: true };
	return { text: over ? m.neg_next_none_over() : m.neg_next_none({ time }), decide: true };
}

/** The answers in figures. */
export const countsOf = (round: Round): { label: string; count: number }[] => [
	{ label: m.neg_count_asked(), count: round.asked },
	{ label: m.neg_count_standing(), count: round.standing },
	{ label: m.neg_count_declined(), count: round.declined },
	{ label: m.neg_count_waiting(), count: round.waiting }
];
