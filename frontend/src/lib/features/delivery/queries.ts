import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type Delivery = Schema['Delivery'];
export type DeliveryStatus = Delivery['status'];
export type DeliveryAct = Schema['DeliveryAct'];
export type DeliveryAction = DeliveryAct['action'];
export type Lot = Schema['Lot'];
export type Shortfall = Schema['Shortfall'];
export type OfferedShortfall = Schema['OfferedShortfall'];
export type ShortfallOption = Schema['ShortfallOption'];
export type RestOfMonth = Schema['RestOfMonth'];

const at = (orgId: string, contractId: string) => ({
	path: { orgId, contractId },
	query: langQuery()
});

/** The calendar of a contract, by day; a cooperative sees its own. */
export const listDeliveries = async (orgId: string, contractId: string): Promise<Delivery[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/contracts/{contractId}/deliveries', {
				params: at(orgId, contractId)
			})
		)
	).items;

/** What was or will not be brought, oldest first; a cooperative sees its own. */
export const listShortfalls = async (orgId: string, contractId: string): Promise<Shortfall[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/contracts/{contractId}/shortfalls', {
				params: at(orgId, contractId)
			})
		)
	).items;

/**
 * Deliveries to come over all contracts, the next day first.
 * @param waiting only those that wait for a step of this organisation
 */
export async function listComing(
	orgId: string,
	waiting: boolean,
	cursor?: string,
	limit?: number
): Promise<Page<Delivery>> {
	const page = await answer(
		api.GET('/api/v1/orgs/{orgId}/deliveries', {
			params: { path: { orgId }, query: { waiting, cursor, limit, ...langQuery() } }
		})
	);
	// The server does not count them.
	return { ...page, nextCursor: page.nextCursor ?? null, total: 0, totalCapped: false };
}

/** Takes a step against the version that was seen. */
export const actOnDelivery = (
	orgId: string,
	deliveryId: string,
	body: DeliveryAct
): Promise<Delivery> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/deliveries/{deliveryId}/act', {
			params: { path: { orgId, deliveryId }, query: langQuery() },
			body
		})
	);

/** Keeps a photo of goods that are not accepted; returns its id. */
export const addPhoto = async (orgId: string, deliveryId: string, photo: Blob): Promise<string> =>
	(
		await answer(
			api.POST('/api/v1/orgs/{orgId}/deliveries/{deliveryId}/pictures', {
				params: { path: { orgId, deliveryId } },
				// The generated types know binary bodies only as text.
				body: photo as unknown as string
			})
		)
	).id;

/** Where a photo of a delivery is read; only its parties may. */
export const photoUrl = (orgId: string, deliveryId: string, id: string): string =>
	`/api/v1/orgs/${encodeURIComponent(orgId)}/deliveries/${encodeURIComponent(deliveryId)}/pictures/${encodeURIComponent(id)}`;

/** Consents to a shortfall being offered, takes of it, or does without. */
export const actOnShortfall = (
	orgId: string,
	shortfallId: string,
	body: Schema['ShortfallAct']
): Promise<Shortfall> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/shortfalls/{shortfallId}/act', {
			params: { path: { orgId, shortfallId }, query: langQuery() },
			body
		})
	);

/** What a cooperative is asked to make up, with the terms. */
export const listOffered = async (orgId: string): Promise<OfferedShortfall[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/shortfalls', {
				params: { path: { orgId }, query: langQuery() }
			})
		)
	).items;

/** Plans another delivery of what remains of a month, or does without it. */
export const settleRest = (
	orgId: string,
	contractId: string,
	step: 'call-again' | 'waive',
	body: RestOfMonth
): Promise<unknown> => {
	const params = at(orgId, contractId);
	return step === 'waive'
		? answer(api.POST('/api/v1/orgs/{orgId}/contracts/{contractId}/waive', { params, body }))
		: answer(api.POST('/api/v1/orgs/{orgId}/contracts/{contractId}/call-again', { params, body }));
};

/** Makes the secret link of the organisation's calendar; an earlier one is void. */
export const makeFeed = async (orgId: string): Promise<string> =>
	(await answer(api.POST('/api/v1/orgs/{orgId}/calendar-feed', { params: { path: { orgId } } })))
		.url;
