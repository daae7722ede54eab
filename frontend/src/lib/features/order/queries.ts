import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type Purchase = Schema['Purchase'];
export type Order = Schema['Order'];
export type OrderStatus = Schema['OrderStatus'];
export type PurchaseSummary = Schema['PurchaseSummary'];

/** @param secret from a guest's link; absent for the logged-in buyer */
export const getPurchase = (id: string, secret?: string) =>
	answer(
		api.GET('/api/v1/purchases/{id}', {
			params: { path: { id }, query: { ...(secret && { k: secret }), ...langQuery() } }
		})
	);

export const listMyPurchases = (cursor?: string) =>
	answer(api.GET('/api/v1/me/purchases', { params: { query: { cursor } } }));

/** The buyer's word on what the goods really weigh. */
export const answerWeight = (
	order: Pick<Order, 'id' | 'version'>,
	agree: boolean,
	secret?: string
): Promise<Order> =>
	answer(
		api.POST('/api/v1/orders/{id}/weight', {
			params: { path: { id: order.id }, query: { ...(secret && { k: secret }) } },
			body: { agree, version: order.version }
		})
	);

export const cancelOrder = (id: string, reason: string, secret?: string) =>
	answer(
		api.POST('/api/v1/orders/{id}/cancel', {
			params: { path: { id }, query: { ...(secret && { k: secret }) } },
			body: { reason }
		})
	);
