import type { Schema } from '$lib/api/client';
import { m } from '$lib/paraglide/messages';

export type PaymentMethod = Schema['PaymentMethod'];

export function methodText(method: PaymentMethod): string {
	return {
		cod: m.checkout_cod,
		pay_later: m.checkout_pay_later,
		bank_transfer: m.pay_transfer,
		card: m.pay_card
	}[method]();
}

/** What choosing it means. */
export function methodNote(method: PaymentMethod): string {
	return {
		cod: m.checkout_cod_note,
		pay_later: m.checkout_pay_later,
		bank_transfer: m.pay_transfer_note,
		card: m.pay_card_note
	}[method]();
}

/** Whether an order waits for its money before its cooperative hears of it. */
export const paidFirst = (method: PaymentMethod): boolean =>
	method === 'bank_transfer' || method === 'card';
