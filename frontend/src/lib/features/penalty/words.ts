import { m } from '$lib/paraglide/messages';
import type { Penalty, PenaltyAction } from './queries';

export const stateText = (state: Penalty['state']): string =>
	({
		proposed: m.pen_state_proposed,
		approved: m.pen_state_approved,
		discarded: m.pen_state_discarded,
		taken_back: m.pen_state_taken_back
	})[state]();

export const stateTone = (state: Penalty['state']) =>
	(({ proposed: 'warn', approved: 'bad', discarded: 'plain', taken_back: 'good' }) as const)[state];

export const actionText = (action: PenaltyAction): string =>
	({
		approve: m.pen_do_approve,
		discard: m.pen_do_discard,
		take_back: m.pen_do_take_back
	})[action]();

/** What a toast says when a step was taken. */
export const doneText = (action: PenaltyAction, code: string): string =>
	({
		approve: m.pen_done_approve,
		discard: m.pen_done_discard,
		take_back: m.pen_done_take_back
	})[action]({ code });
