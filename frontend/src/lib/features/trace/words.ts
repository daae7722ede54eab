import { formatDate } from '$lib/date/vn';
import { m } from '$lib/paraglide/messages';
import type { Lot, LotMove, LotState, StepKind } from './queries';

export type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** The words and the colour of a state. */
export function stateOf(state: LotState): { text: string; tone: Tone } {
	switch (state) {
		case 'open':
			return { text: m.lot_state_open(), tone: 'good' };
		case 'expiring':
			return { text: m.lot_state_expiring(), tone: 'warn' };
		case 'used_up':
			return { text: m.lot_state_used_up(), tone: 'plain' };
		case 'expired':
			return { text: m.lot_state_expired(), tone: 'bad' };
		case 'recalled':
			return { text: m.lot_state_recalled(), tone: 'bad' };
	}
}

export const lotName = (lot: Pick<Lot, 'loose' | 'code'>): string =>
	lot.loose ? m.lot_loose() : m.lot_code({ code: lot.code });

/** The dates of a lot in one line; empty where none is known. */
export const datesOf = (lot: Pick<Lot, 'madeOn' | 'expiresOn'>): string =>
	[
		lot.madeOn && m.lot_made({ date: formatDate(lot.madeOn) }),
		lot.expiresOn && m.lot_expires({ date: formatDate(lot.expiresOn) })
	]
		.filter(Boolean)
		.join(' · ');

export const causes = () => [
	{ value: 'spoiled', label: m.lot_cause_spoiled() },
	{ value: 'damaged', label: m.lot_cause_damaged() },
	{ value: 'expired', label: m.lot_cause_expired() },
	{ value: 'sample', label: m.lot_cause_sample() },
	{ value: 'lost', label: m.lot_cause_lost() },
	{ value: 'recalled', label: m.lot_cause_recalled() }
];

export const stepKinds = (): { value: StepKind; label: string }[] => [
	{ value: 'plant', label: m.lot_step_plant() },
	{ value: 'care', label: m.lot_step_care() },
	{ value: 'harvest', label: m.lot_step_harvest() },
	{ value: 'process', label: m.lot_step_process() },
	{ value: 'pack', label: m.lot_step_pack() },
	{ value: 'store', label: m.lot_step_store() },
	{ value: 'transport', label: m.lot_step_transport() },
	{ value: 'other', label: m.lot_step_other() }
];

export const stepName = (kind: StepKind): string =>
	stepKinds().find(({ value }) => value === kind)?.label ?? kind;

const moves: Record<LotMove['reason'], () => string> = {
	opening: m.lot_move_opening,
	receive: m.lot_move_receive,
	adjust: m.lot_move_adjust,
	count: m.lot_move_count,
	write_off: m.lot_move_write_off,
	ship: m.lot_move_ship,
	return: m.lot_move_return,
	withhold: m.lot_move_withhold,
	restore: m.lot_move_restore
};

/** What a move was, with its cause or reason. */
export function moveText(move: LotMove): string {
	const why = move.note ?? causes().find(({ value }) => value === move.cause)?.label;
	return why ? `${moves[move.reason]()}: ${why}` : moves[move.reason]();
}

/** How a move changed what the lot holds: `+12`, `−3`. */
export function signed(n: number): string {
	return n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '0';
}
