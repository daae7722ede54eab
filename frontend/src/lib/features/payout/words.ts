import { m } from '$lib/paraglide/messages';
import type { AccountChange, OrgPayout, PayoutBatch, PayoutTransfer } from './queries';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'gold' | 'indigo';

export const stateText = (state: PayoutBatch['state']): string =>
	({
		draft: m.pot_state_draft,
		prepared: m.pot_state_prepared,
		approved: m.pot_state_approved,
		done: m.pot_state_done,
		discarded: m.pot_state_discarded
	})[state]();

export const stateTone = (state: PayoutBatch['state']): Tone =>
	(
		({
			draft: 'plain',
			prepared: 'warn',
			approved: 'gold',
			done: 'good',
			discarded: 'plain'
		}) as const
	)[state];

export const causeText = (cause: PayoutBatch['cause']): string =>
	({
		weekly: m.pot_cause_weekly,
		asked: m.pot_cause_asked,
		alliance: m.pot_cause_alliance
	})[cause]();

/** How far a transfer is; with the bank once the file was taken. */
export function transferText({ state, stripe }: PayoutTransfer, batch: PayoutBatch): string {
	if (state === 'ready' && stripe)
		return batch.state === 'approved' ? m.pot_stripe_ready() : m.pot_ready();
	if (state === 'ready') return batch.fileAt ? m.pot_sent() : m.pot_ready();
	return { paid: m.pot_paid, bounced: m.pot_bounced, removed: m.pot_removed }[state]();
}

export const transferTone = (state: PayoutTransfer['state']): Tone =>
	(({ ready: 'plain', paid: 'good', bounced: 'bad', removed: 'plain' }) as const)[state];

/** How far a payout is, as its cooperative reads it. */
export function payoutText({ state, sent, bank }: OrgPayout): string {
	if (state === 'ordered' && sent && bank === 'Stripe') return m.pot_history_stripe();
	if (state === 'ordered') return sent ? m.pot_history_sent() : m.pot_history_ordered();
	return { paid: m.pot_paid, bounced: m.pot_bounced }[state]();
}

export const payoutTone = ({ state }: OrgPayout): Tone =>
	(({ ordered: 'plain', paid: 'good', bounced: 'bad' }) as const)[state];

export const changeText = (state: AccountChange['state']): string =>
	({
		waiting: m.pot_change_waiting,
		in_force: m.pot_change_in_force,
		withdrawn: m.pot_change_withdrawn,
		replaced: m.pot_change_replaced,
		held: m.pot_change_held
	})[state]();

export const changeTone = (state: AccountChange['state']): Tone =>
	(
		({
			waiting: 'warn',
			in_force: 'good',
			withdrawn: 'plain',
			replaced: 'plain',
			held: 'bad'
		}) as const
	)[state];

const faults: Record<string, () => string> = {
	transaction_unbalanced: m.pot_fault_transaction,
	entry_without_transaction: m.pot_fault_entry,
	snapshot_differs: m.pot_fault_snapshot
};

/** What a check of the books found. */
export const faultText = (what: string): string => faults[what]?.() ?? what;
