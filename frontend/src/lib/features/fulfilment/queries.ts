import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type Order = Schema['Order'];
export type OrderSummary = Schema['OrderSummary'];
export type OrderPage = Schema['OrderPage'];
export type OrderStatus = Schema['OrderStatus'];
export type OrderAction = Schema['OrderAction'];
export type OrderActionRequest = Schema['OrderActionRequest'];
export type StatusCount = Schema['StatusCount'];

/** What an inbox shows: empty values mean "any". */
export interface InboxFilter {
	status?: OrderStatus;
	/** Order code or its beginning. */
	q?: string;
	cursor?: string;
	/** Rows of a page, 24 unless told, at most 100. */
	limit?: number;
}

/** A cooperative's orders, newest first. */
export const listInbox = (orgId: string, filter: InboxFilter): Promise<OrderPage> =>
	answer(api.GET('/api/v1/orgs/{orgId}/orders', { params: { path: { orgId }, query: filter } }));

/** One order with the buyer's address. */
export const getOrgOrder = (orgId: string, orderId: string): Promise<Order> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/orders/{orderId}', { params: { path: { orgId, orderId } } })
	);

/** Takes a step. A step already taken answers with the order unchanged. */
export const actOnOrder = (
	orgId: string,
	orderId: string,
	body: OrderActionRequest
): Promise<Order> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/orders/{orderId}/actions', {
			params: { path: { orgId, orderId } },
			body
		})
	);

/** Orders of the whole market, newest first; for the Alliance. */
export const listMarketOrders = (filter: Omit<InboxFilter, 'q'>): Promise<OrderPage> =>
	answer(api.GET('/api/v1/alliance/orders', { params: { query: filter } }));

/** One order as the Alliance sees it. */
export const getMarketOrder = (id: string): Promise<Order> =>
	answer(api.GET('/api/v1/orders/{id}', { params: { path: { id }, query: langQuery() } }));
