import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type Order = Schema['Order'];
export type OrderSummary = Schema['OrderSummary'];
export type OrderPage = Schema['OrderPage'];
export type OrderStatus = Schema['OrderStatus'];
export type OrderAction = Schema['OrderAction'];
export type OrderActionRequest = Schema['OrderActionRequest'];
export type StatusCount = Schema['StatusCount'];
export type Today = Schema['Today'];
export type BulkResult = Schema['BulkOrderResult'];
export type Carrier = Schema['Carrier'];
export type Unanswered = Schema['Unanswered'];
export type Activity = Schema['Activity'];

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

/**
 * Takes a step. A step already taken answers with the order unchanged.
 * @param key under one key a step is taken once; for steps that waited for the network
 */
export const actOnOrder = (
	orgId: string,
	orderId: string,
	body: OrderActionRequest,
	key?: string
): Promise<Order> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/orders/{orderId}/actions', {
			params: { path: { orgId, orderId }, ...(key && { header: { 'Idempotency-Key': key } }) },
			body
		})
	);

/** All that waits for a cooperative, in one answer. */
export const getToday = (orgId: string): Promise<Today> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/today', { params: { path: { orgId }, query: langQuery() } })
	);

/** Takes one step on many orders, each for itself. */
export const actOnOrders = async (
	orgId: string,
	action: 'confirm' | 'pack' | 'unpack',
	orders: Pick<Order, 'id' | 'version'>[]
): Promise<BulkResult[]> =>
	(
		await answer(
			api.POST('/api/v1/orgs/{orgId}/order-actions', {
				params: { path: { orgId } },
				body: { action, orders: orders.map(({ id, version }) => ({ orderId: id, version })) }
			})
		)
	).results;

export type PaperKind = 'packing_list' | 'labels_a4' | 'labels_roll';

/** Where the packing list or labels of some orders open. */
export function papersUrl(orgId: string, kind: PaperKind, ids: string[]): string {
	const query = new URLSearchParams({ kind, ids: ids.join(','), ...langQuery() });
	return `/api/v1/orgs/${orgId}/order-papers?${query}`;
}

/** Carriers to whom parcels can be handed over without typing. */
export const listCarriers = async (orgId: string): Promise<Carrier[]> =>
	(await answer(api.GET('/api/v1/orgs/{orgId}/carriers', { params: { path: { orgId } } }))).items;

/** Hands a packed order to a connected carrier. */
export const bookShipment = (
	orgId: string,
	orderId: string,
	body: Schema['BookShipment']
): Promise<Order> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/orders/{orderId}/shipments', {
			params: { path: { orgId, orderId } },
			body
		})
	);

/** What waits too long, and how reliably cooperatives confirm; for the Alliance. */
export const listUnanswered = (): Promise<Unanswered> =>
	answer(api.GET('/api/v1/alliance/unanswered', { params: { query: langQuery() } }));

/** Confirms or declines for a cooperative that does not answer. */
export const actForCooperative = (
	orderId: string,
	body: Schema['AllianceOrderAction']
): Promise<Order> =>
	answer(
		api.POST('/api/v1/alliance/orders/{orderId}/actions', { params: { path: { orderId } }, body })
	);

/** Orders of the whole market, newest first; for the Alliance. */
export const listMarketOrders = (filter: Omit<InboxFilter, 'q'>): Promise<OrderPage> =>
	answer(api.GET('/api/v1/alliance/orders', { params: { query: filter } }));

/** One order as the Alliance sees it. */
export const getMarketOrder = (id: string): Promise<Order> =>
	answer(api.GET('/api/v1/orders/{id}', { params: { path: { id }, query: langQuery() } }));
