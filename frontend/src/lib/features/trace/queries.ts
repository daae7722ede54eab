import { answer, api, langQuery, type Schema } from '$lib/api/client';

/** A product's shelf, named by the product for lists. */
export type Shelf = Schema['Shelf'] & { id: string };
export type ShelfVariant = Schema['ShelfVariant'];
export type Lot = Schema['LotFigures'];
export type LotDetail = Schema['LotDetail'];
export type LotMove = Schema['LotMove'];
export type LotState = Schema['LotState'];
export type LotFacts = Schema['LotFacts'];
export type StepKind = Schema['LotStepKind'];

const path = (orgId: string, lotId: string) => ({ path: { orgId, lotId }, query: langQuery() });
const once = (key: string) => ({ header: { 'Idempotency-Key': key } });

/** A cooperative's goods by lot. */
export async function listShelves(
	orgId: string,
	query: { cursor?: string; limit?: number } = {}
): Promise<Omit<Schema['ShelfPage'], 'items'> & { items: Shelf[] }> {
	const page = await answer(
		api.GET('/api/v1/orgs/{orgId}/shelves', {
			params: { path: { orgId }, query: { ...query, ...langQuery() } }
		})
	);
	return { ...page, items: page.items.map((shelf) => ({ ...shelf, id: shelf.productId })) };
}

export const getLot = (orgId: string, lotId: string): Promise<LotDetail> =>
	answer(api.GET('/api/v1/orgs/{orgId}/lots/{lotId}', { params: path(orgId, lotId) }));

/** Receives goods as a new lot; the same key does it once. */
export const receiveLot = (
	orgId: string,
	key: string,
	body: Schema['ReceiveLot']
): Promise<LotDetail> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/lots', {
			params: { path: { orgId }, query: langQuery(), ...once(key) },
			body
		})
	);

/** Receives more, adjusts, counts or writes off; the same key does it once. */
export const changeLot = (
	orgId: string,
	lotId: string,
	key: string,
	body: Schema['ChangeLot']
): Promise<LotDetail> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/lots/{lotId}/changes', {
			params: { ...path(orgId, lotId), ...once(key) },
			body
		})
	);

export const editLot = (
	orgId: string,
	lotId: string,
	body: Schema['EditLot']
): Promise<LotDetail> =>
	answer(api.PUT('/api/v1/orgs/{orgId}/lots/{lotId}', { params: path(orgId, lotId), body }));

export const earlierMoves = (
	orgId: string,
	lotId: string,
	before: number
): Promise<Schema['LotMoves']> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/lots/{lotId}/moves', {
			params: { path: { orgId, lotId }, query: { before } }
		})
	);

export const addStep = (
	orgId: string,
	lotId: string,
	key: string,
	body: Schema['AddLotStep']
): Promise<LotDetail> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/lots/{lotId}/steps', {
			params: { ...path(orgId, lotId), ...once(key) },
			body
		})
	);

export const removeStep = (orgId: string, lotId: string, stepId: string): Promise<LotDetail> =>
	answer(
		api.DELETE('/api/v1/orgs/{orgId}/lots/{lotId}/steps/{stepId}', {
			params: { path: { orgId, lotId, stepId }, query: langQuery() }
		})
	);

export const addResult = (
	orgId: string,
	lotId: string,
	key: string,
	body: Schema['AddLotResult']
): Promise<LotDetail> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/lots/{lotId}/results', {
			params: { ...path(orgId, lotId), ...once(key) },
			body
		})
	);

export const removeResult = (orgId: string, lotId: string, resultId: string): Promise<LotDetail> =>
	answer(
		api.DELETE('/api/v1/orgs/{orgId}/lots/{lotId}/results/{resultId}', {
			params: { path: { orgId, lotId, resultId }, query: langQuery() }
		})
	);

/** Calls a lot back; without a cooperative the Alliance does. */
export const recallLot = (
	orgId: string | undefined,
	lotId: string,
	reason: string
): Promise<LotDetail> =>
	orgId
		? answer(
				api.POST('/api/v1/orgs/{orgId}/lots/{lotId}/recall', {
					params: path(orgId, lotId),
					body: { reason }
				})
			)
		: answer(
				api.POST('/api/v1/alliance/lots/{lotId}/recall', {
					params: { path: { lotId }, query: langQuery() },
					body: { reason }
				})
			);

/** Lots of any cooperative by their code; without one those recalled. */
export const allianceLots = (code?: string): Promise<Schema['LotDetails']> =>
	answer(
		api.GET('/api/v1/alliance/lots', {
			params: { query: { ...(code && { code }), ...langQuery() } }
		})
	);

export const setGtin = (orgId: string, variantId: string, gtin: string): Promise<Schema['Gtin']> =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/variants/{variantId}/gtin', {
			params: { path: { orgId, variantId } },
			body: { gtin }
		})
	);

export const labelsUrl = (orgId: string, lotId: string, paper: string, count: number): string =>
	`/api/v1/orgs/${orgId}/lots/${lotId}/labels?paper=${paper}&count=${count}`;

export const codeUrl = (orgId: string, lotId: string): string =>
	`/api/v1/orgs/${orgId}/lots/${lotId}/code`;
