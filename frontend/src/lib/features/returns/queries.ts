import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';
import { sendFile } from '$lib/api/upload';

export type OrderReturns = Schema['OrderReturns'];
export type ReturnCase = Schema['ReturnCase'];
export type ReturnKind = Schema['ReturnKind'];
export type ReturnReason = Schema['ReturnReason'];

/** @param secret of a link that opens the order without log-in */
export const listOrderReturns = (id: string, secret?: string): Promise<OrderReturns> =>
	answer(
		api.GET('/api/v1/orders/{id}/returns', {
			params: { path: { id }, query: { k: secret, ...langQuery() } }
		})
	);

/** @param key made once for this complaint: a retry keeps it */
export const openReturn = (
	id: string,
	body: Schema['OpenReturn'],
	key: string,
	secret?: string
): Promise<ReturnCase> =>
	answer(
		api.POST('/api/v1/orders/{id}/returns', {
			params: {
				path: { id },
				query: { k: secret, ...langQuery() },
				header: { 'Idempotency-Key': key }
			},
			body
		})
	);

export const sendPhoto = (
	id: string,
	file: File,
	progress: (done: number) => void,
	signal: AbortSignal,
	secret?: string
): Promise<Schema['ReturnPhoto']> =>
	sendFile(
		`/api/v1/orders/${encodeURIComponent(id)}/returns/pictures${secret ? `?k=${encodeURIComponent(secret)}` : ''}`,
		file,
		progress,
		signal
	);

export const actOnOwn = (
	returnId: string,
	body: Schema['ReturnAnswer'],
	secret?: string
): Promise<ReturnCase> =>
	answer(
		api.POST('/api/v1/returns/{returnId}/answer', {
			params: { path: { returnId }, query: { k: secret, ...langQuery() } },
			body
		})
	);

export const photoUrl = (returnId: string, photoId: string, secret?: string): string =>
	`/api/v1/returns/${returnId}/photos/${photoId}${secret ? `?k=${encodeURIComponent(secret)}` : ''}`;

const paged = (page: Schema['ReturnPage']): Page<ReturnCase> => ({
	...page,
	nextCursor: page.nextCursor ?? null,
	total: 0,
	totalCapped: false
});

export const listReturns = async (
	orgId: string,
	open: boolean,
	cursor?: string
): Promise<Page<ReturnCase>> =>
	paged(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/returns', {
				params: { path: { orgId }, query: { open, cursor, ...langQuery() } }
			})
		)
	);

export const getReturn = (orgId: string, returnId: string): Promise<ReturnCase> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/returns/{returnId}', {
			params: { path: { orgId, returnId }, query: langQuery() }
		})
	);

export const actOnReturn = (
	orgId: string,
	returnId: string,
	body: Schema['ReturnAction']
): Promise<ReturnCase> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/returns/{returnId}/actions', {
			params: { path: { orgId, returnId }, query: langQuery() },
			body
		})
	);

export const listDisputes = async (cursor?: string): Promise<Page<ReturnCase>> =>
	paged(
		await answer(
			api.GET('/api/v1/alliance/returns', { params: { query: { cursor, ...langQuery() } } })
		)
	);

export const getDispute = (returnId: string): Promise<ReturnCase> =>
	answer(
		api.GET('/api/v1/alliance/returns/{returnId}', {
			params: { path: { returnId }, query: langQuery() }
		})
	);

export const decide = (returnId: string, body: Schema['ReturnDecision']): Promise<ReturnCase> =>
	answer(
		api.POST('/api/v1/alliance/returns/{returnId}/decision', {
			params: { path: { returnId }, query: langQuery() },
			body
		})
	);
