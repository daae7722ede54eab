import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type BulkAvailability = Schema['BulkAvailability'];
export type BulkGoods = Schema['BulkGoods'];
export type BulkGroup = Schema['BulkGroup'];
export type BulkLineInput = Schema['BulkLineInput'];
export type BulkOrderRequest = Schema['BulkOrderRequest'];
export type BulkQuote = Schema['BulkQuote'];
export type CreditAccount = Schema['CreditAccount'];
export type CreditFigures = Schema['CreditFigures'];
export type CreditUse = Schema['CreditUse'];
export type FirmPurchase = Schema['FirmPurchase'];
export type ImportedBulkLines = Schema['ImportedBulkLines'];
export type LinkageProgramme = Schema['LinkageProgramme'];
export type Order = Schema['Order'];
export type PurchaseSummary = Schema['PurchaseSummary'];
export type PurchasingRules = Schema['PurchasingRules'];
export type Requisition = Schema['Requisition'];
export type RequisitionStatus = Schema['RequisitionStatus'];
export type RequisitionSummary = Schema['RequisitionSummary'];

const inOrg = (orgId: string) => ({ path: { orgId }, query: langQuery() });
const ofRequest = (orgId: string, requisitionId: string) => ({
	path: { orgId, requisitionId },
	query: langQuery()
});

/** Goods by code or words, for the order sheet. */
export const findGoods = async (
	orgId: string,
	q: string,
	signal?: AbortSignal
): Promise<BulkGoods[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/bulk-goods', {
				params: { path: { orgId }, query: { q, ...langQuery() } },
				signal
			})
		)
	).items;

export const getAvailability = (orgId: string, product: string): Promise<BulkAvailability> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/bulk-availability', {
			params: { path: { orgId }, query: { product, ...langQuery() } }
		})
	);

/** Reads a spreadsheet and keeps nothing of it. */
export const readSheet = (orgId: string, file: Blob): Promise<ImportedBulkLines> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/bulk-imports', {
			params: inOrg(orgId),
			// The generated type takes a binary body for a string.
			body: new Blob([file], { type: 'application/octet-stream' }) as unknown as string
		})
	);

/** What the lines cost; without a commune, without shipping. */
export const quote = (
	orgId: string,
	lines: BulkLineInput[],
	communeCode: string,
	signal?: AbortSignal
): Promise<BulkQuote> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/bulk-quotes', {
			params: inOrg(orgId),
			body: { lines, ...(communeCode && { communeCode }) },
			signal
		})
	);

export const listProgrammes = async (orgId: string): Promise<LinkageProgramme[]> =>
	(await answer(api.GET('/api/v1/orgs/{orgId}/bulk-programmes', { params: inOrg(orgId) }))).items;

/** Orders, or asks the owner; the same key does it once. */
export const placeOrder = (
	orgId: string,
	key: string,
	body: BulkOrderRequest
): Promise<Schema['BulkOrdered']> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/bulk-orders', {
			params: { ...inOrg(orgId), header: { 'Idempotency-Key': key } },
			body
		})
	);

export const listPurchases = async (
	orgId: string,
	cursor?: string
): Promise<Page<PurchaseSummary>> => {
	const page = await answer(
		api.GET('/api/v1/orgs/{orgId}/purchases', {
			params: { path: { orgId }, query: { cursor, ...langQuery() } }
		})
	);
	return { ...page, nextCursor: page.nextCursor ?? null };
};

export const getPurchase = (orgId: string, purchaseId: string): Promise<FirmPurchase> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/purchases/{purchaseId}', {
			params: { path: { orgId, purchaseId }, query: langQuery() }
		})
	);

export const cancelOrder = (id: string, reason: string): Promise<Order> =>
	answer(
		api.POST('/api/v1/orders/{id}/cancel', { params: { path: { id } }, body: { reason } })
	) as Promise<Order>;

export const listRequests = async (
	orgId: string,
	filter: { status?: RequisitionStatus; cursor?: string }
): Promise<Page<RequisitionSummary>> => {
	const page = await answer(
		api.GET('/api/v1/orgs/{orgId}/requisitions', {
			params: { path: { orgId }, query: { ...filter, ...langQuery() } }
		})
	);
	return { ...page, nextCursor: page.nextCursor ?? null };
};

export const getRequest = (orgId: string, id: string): Promise<Requisition> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/requisitions/{requisitionId}', { params: ofRequest(orgId, id) })
	);

/** @param expectedTotalVnd the present total that the owner looks at */
export const approve = (
	orgId: string,
	id: string,
	expectedTotalVnd: number,
	acceptTermsVersion: string
): Promise<Requisition> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/requisitions/{requisitionId}/approve', {
			params: ofRequest(orgId, id),
			body: { expectedTotalVnd, acceptTermsVersion }
		})
	);

export const refuse = (orgId: string, id: string, reason: string): Promise<Requisition> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/requisitions/{requisitionId}/refuse', {
			params: ofRequest(orgId, id),
			body: { reason }
		})
	);

export const withdraw = (orgId: string, id: string): Promise<Requisition> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/requisitions/{requisitionId}/withdraw', {
			params: ofRequest(orgId, id),
			body: {}
		})
	);

export const getRules = (orgId: string): Promise<PurchasingRules> =>
	answer(api.GET('/api/v1/orgs/{orgId}/purchasing-rules', { params: { path: { orgId } } }));

export const setRules = (orgId: string, body: PurchasingRules): Promise<PurchasingRules> =>
	answer(api.PUT('/api/v1/orgs/{orgId}/purchasing-rules', { params: { path: { orgId } }, body }));

export const getCredit = (orgId: string): Promise<CreditAccount> =>
	answer(api.GET('/api/v1/orgs/{orgId}/credit', { params: inOrg(orgId) }));

/** A firm's credit as the Alliance sees it. */
export const getCreditAsAlliance = (orgId: string): Promise<CreditAccount> =>
	answer(api.GET('/api/v1/alliance/organisations/{orgId}/credit', { params: inOrg(orgId) }));

export const decideCredit = (
	orgId: string,
	body: Schema['CreditDecisionRequest']
): Promise<CreditAccount> =>
	answer(api.PUT('/api/v1/alliance/organisations/{orgId}/credit', { params: inOrg(orgId), body }));

export const settleCredit = (
	orgId: string,
	body: Schema['CreditSettlement']
): Promise<CreditAccount> =>
	answer(
		api.POST('/api/v1/alliance/organisations/{orgId}/credit/settlements', {
			params: inOrg(orgId),
			body
		})
	);
