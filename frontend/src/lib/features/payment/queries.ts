import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { PaymentMethod } from '$lib/money/method';

export type PurchasePayment = Schema['PurchasePayment'];
export type PaymentState = Schema['PaymentState'];
export type PaymentRefund = Schema['PaymentRefund'];
export type BankChoice = Schema['BankChoice'];
export type RefundAccount = Schema['RefundAccount'];
export type SetRefundAccount = Schema['SetRefundAccount'];
export type FirmRefunds = Schema['FirmRefunds'];
export type MyPayment = Schema['MyPayment'];

/** Whose purchase: `secret` is from a guest's link; absent for the logged-in buyer. */
const of = (id: string, secret?: string) => ({
	path: { id },
	query: { ...(secret && { k: secret }), ...langQuery() }
});

export const getPayment = (id: string, secret?: string) =>
	answer(api.GET('/api/v1/purchases/{id}/payment', { params: of(id, secret) }));

/** Pays in another way what is not paid yet. */
export const changeMethod = (id: string, method: PaymentMethod, secret?: string) =>
	answer(
		api.POST('/api/v1/purchases/{id}/payment/method', {
			params: of(id, secret),
			body: { method }
		})
	);

/** Gives up a purchase that is not paid yet. */
export const cancelUnpaid = (id: string, secret?: string) =>
	answer(api.POST('/api/v1/purchases/{id}/payment/cancel', { params: of(id, secret) }));

/** Says where a transfer goes back to. */
export const setRefundAccount = (id: string, body: SetRefundAccount, secret?: string) =>
	answer(api.PUT('/api/v1/purchases/{id}/refund-account', { params: of(id, secret), body }));

/** Says where a firm's money of an invoice goes back to. */
export const setInvoiceRefundAccount = (orgId: string, invoiceId: string, body: SetRefundAccount) =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/invoices/{invoiceId}/refund-account', {
			params: { path: { orgId, invoiceId } },
			body
		})
	);

/** Says where a firm's money of a contract due goes back to. */
export const setDueRefundAccount = (orgId: string, dueId: string, body: SetRefundAccount) =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/contract-dues/{dueId}/refund-account', {
			params: { path: { orgId, dueId } },
			body
		})
	);

export const listMyPayments = (cursor?: string) =>
	answer(api.GET('/api/v1/me/payments', { params: { query: { cursor } } }));

/**
 * The picture of the code.
 * @param rest what it asks for: a new amount is a new picture
 */
export function qrUrl(id: string, rest: number, secret?: string): string {
	const query = new URLSearchParams({ r: String(rest), ...(secret && { k: secret }) });
	return `/api/v1/purchases/${id}/payment/qr?${query.toString()}`;
}
