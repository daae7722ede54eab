import { m } from '$lib/paraglide/messages';
import type { FirmRefunds, PaymentRefund, PaymentState } from './queries';

export function stateText(state: PaymentState): string {
	return {
		open: m.pay_state_open,
		paid: m.pay_state_paid,
		expired: m.pay_state_expired,
		cancelled: m.pay_state_cancelled,
		returned: m.pay_state_returned
	}[state]();
}

export function stateTone(state: PaymentState): 'warn' | 'gold' | 'good' | 'plain' {
	if (state === 'paid') return 'good';
	return state === 'open' ? 'warn' : 'plain';
}

export function refundReason(reason: PaymentRefund['reason']): string {
	return {
		return: m.pay_back_return,
		cancelled: m.pay_back_cancelled,
		expired: m.pay_back_expired,
		late: m.pay_back_late,
		surplus: m.pay_back_surplus,
		dispute: m.pay_back_dispute
	}[reason]();
}

type Step = FirmRefunds['items'][number]['step'];

export const stepText = (step: Step): string =>
	({
		waiting: m.pay_step_waiting,
		under_way: m.pay_step_under_way,
		paid: m.pay_refund_paid,
		bounced: m.pay_step_bounced
	})[step]();

export const stepTone = (step: Step) =>
	(({ waiting: 'warn', under_way: 'gold', paid: 'good', bounced: 'bad' }) as const)[step];

/** By whom and how it goes back. */
export function refundVia(via: PaymentRefund['via']): string {
	return { hand: m.pay_via_hand, bank_transfer: m.pay_via_transfer, card: m.pay_via_card }[via]();
}
