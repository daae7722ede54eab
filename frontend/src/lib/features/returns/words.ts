import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import type { ReturnCase, ReturnKind, ReturnReason } from './queries';

export const stateText = (state: ReturnCase['state']): string =>
	({
		open: m.ret_s_open,
		answered: m.ret_s_answered,
		mediation: m.ret_s_mediation,
		agreed: m.ret_s_agreed,
		done: m.ret_s_done,
		closed: m.ret_s_closed,
		withdrawn: m.ret_s_withdrawn
	})[state]();

export const stateTone = (state: ReturnCase['state']) =>
	(
		({
			open: 'warn',
			answered: 'indigo',
			mediation: 'accent',
			agreed: 'gold',
			done: 'good',
			closed: 'plain',
			withdrawn: 'plain'
		}) as const
	)[state];

export const reasonText = (reason: ReturnReason): string =>
	({
		damaged: m.ret_r_damaged,
		spoiled: m.ret_r_spoiled,
		wrong: m.ret_r_wrong,
		missing: m.ret_r_missing,
		not_as_described: m.ret_r_not_as_described,
		other: m.ret_r_other
	})[reason]();

export const kindText = (kind: ReturnKind): string =>
	({ refund: m.ret_k_refund, replacement: m.ret_k_replacement, refusal: m.ret_k_refusal })[kind]();

export const methodText = (method: 'bank_transfer' | 'cash' | 'invoice'): string =>
	({
		bank_transfer: m.ret_m_transfer,
		cash: m.ret_m_cash,
		invoice: m.ret_m_invoice
	})[method]();

const steps: Record<string, () => string> = {
	open: m.ret_e_open,
	answer: m.ret_e_answer,
	accept: m.ret_e_accept,
	dispute: m.ret_e_dispute,
	withdraw: m.ret_e_withdraw,
	decide: m.ret_e_decide,
	pay: m.ret_e_pay,
	send: m.ret_e_send,
	receive: m.ret_e_receive,
	escalate: m.ret_e_escalate,
	lapse: m.ret_e_lapse
};
export const stepText = (kind: string): string => steps[kind]?.() ?? kind;

/** What was answered, in one line. */
export function resolutionText({
	kind,
	refundVnd,
	goodsBack
}: NonNullable<ReturnCase['resolution']>): string {
	const what =
		kind === 'refund' && refundVnd
			? m.ret_refund_of({ amount: formatVnd(refundVnd, lang()) })
			: kindText(kind);
	return goodsBack ? `${what}. ${m.ret_goods_back()}` : what;
}

/** Whole đồng out of what is typed; undefined when it is no amount. */
export function amountOf(typed: string): number | undefined {
	const digits = typed.replace(/[\s.₫đ]/g, '');
	return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
}
