import { m } from '$lib/paraglide/messages';
import type { AsideReason, BankLine, LineState } from './queries';

/** The lists of the page, by their word in the address. */
export const views = {
	'goi-y': 'suggested',
	'chua-khop': 'unmatched',
	'da-khop': 'matched',
	'de-rieng': 'set_aside'
} as const satisfies Record<string, LineState>;
export type View = keyof typeof views;
export const isView = (word: string | null): word is View => word !== null && word in views;

export const stateText = (state: LineState): string =>
	({
		new: m.bnk_state_new,
		unmatched: m.bnk_state_unmatched,
		suggested: m.bnk_state_suggested,
		matched: m.bnk_state_matched,
		set_aside: m.bnk_state_aside
	})[state]();

export const stateTone = (state: LineState) =>
	(
		({
			new: 'plain',
			unmatched: 'warn',
			suggested: 'gold',
			matched: 'good',
			set_aside: 'plain'
		}) as const
	)[state];

export const effectText = (effect: NonNullable<BankLine['effect']>): string =>
	({
		paid: m.bnk_effect_paid,
		part: m.bnk_effect_part,
		surplus: m.bnk_effect_surplus,
		back: m.bnk_effect_back,
		sent: m.bnk_effect_sent,
		returned: m.bnk_effect_returned,
		stripe: m.bnk_effect_stripe,
		stripe_back: m.bnk_effect_stripe_back
	})[effect]();

export const whyText = (why: BankLine['suggestions'][number]['why'][number]): string =>
	({
		amount: m.bnk_why_amount,
		code: m.bnk_why_code,
		phone: m.bnk_why_phone,
		name: m.bnk_why_name,
		typo: m.bnk_why_typo
	})[why]();

export const reasonText = (reason: AsideReason): string =>
	({
		bank_fee: m.bnk_reason_fee,
		interest: m.bnk_reason_interest,
		owner: m.bnk_reason_owner,
		recorded: m.bnk_reason_recorded,
		unknown: m.bnk_reason_unknown
	})[reason]();

/** The reasons that fit money that came or went, with what each does. */
export function reasons(amount: number): { value: AsideReason; label: string; note: string }[] {
	const all: { value: AsideReason; note: string; fits: boolean }[] = [
		{ value: 'bank_fee', note: m.bnk_reason_fee_note(), fits: amount < 0 },
		{ value: 'interest', note: m.bnk_reason_interest_note(), fits: amount > 0 },
		{ value: 'owner', note: m.bnk_reason_owner_note(), fits: true },
		{ value: 'recorded', note: m.bnk_reason_recorded_note(), fits: true },
		{ value: 'unknown', note: m.bnk_reason_unknown_note(), fits: true }
	];
	return all
		.filter((one) => one.fits)
		.map(({ value, note }) => ({ value, note, label: reasonText(value) }));
}
