import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type Demand = Schema['Demand'];
export type DemandInput = Schema['DemandInput'];
export type DemandLine = Schema['DemandLine'];
export type DemandLineInput = Schema['DemandLineInput'];
export type DemandStatus = Schema['DemandStatus'];
export type DemandEvent = Schema['DemandEvent'];
export type Frequency = Schema['DemandFrequency'];
export type ImportedLines = Schema['ImportedLines'];
export type LinkageProgramme = Schema['LinkageProgramme'];
export type ProductType = Schema['ProductType'];
export type Standard = Schema['Standard'];
export type CooperativeCard = Schema['CooperativeCard'];

const own = (orgId: string, demandId: string) => ({
	path: { orgId, demandId },
	query: langQuery()
});

/** A page as the lists of the frontend take it. */
const paged = (page: Schema['DemandPage']): Page<Demand> => ({
	...page,
	nextCursor: page.nextCursor ?? null
});

/** A buyer's own demands, changed last first. */
export const listOwnDemands = async (
	orgId: string,
	filter: { status?: DemandStatus; cursor?: string }
): Promise<Page<Demand>> =>
	paged(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/demands', {
				params: { path: { orgId }, query: { ...filter, ...langQuery() } }
			})
		)
	);

/** Every demand that was ever published; for the Alliance. */
export const listMarketDemands = async (filter: {
	status?: DemandStatus;
	cursor?: string;
}): Promise<Page<Demand>> =>
	paged(
		await answer(
			api.GET('/api/v1/alliance/demands', { params: { query: { ...filter, ...langQuery() } } })
		)
	);

/** One of the buyer's demands, with what happened to it. */
export const getOwnDemand = (orgId: string, demandId: string): Promise<Demand> =>
	answer(api.GET('/api/v1/orgs/{orgId}/demands/{demandId}', { params: own(orgId, demandId) }));

/** A published demand as far as the reader may see it. */
export const getDemand = (demandId: string): Promise<Demand> =>
	answer(
		api.GET('/api/v1/demands/{demandId}', { params: { path: { demandId }, query: langQuery() } })
	);

/** Keeps a new draft; the same key keeps it once. */
export const draftDemand = (orgId: string, key: string, body: DemandInput): Promise<Demand> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demands', {
			params: { path: { orgId }, query: langQuery(), header: { 'Idempotency-Key': key } },
			body
		})
	);

export const editDemand = (orgId: string, demandId: string, body: DemandInput): Promise<Demand> =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/demands/{demandId}', { params: own(orgId, demandId), body })
	);

export const publishDemand = (orgId: string, demand: Demand): Promise<Demand> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demands/{demandId}/publish', {
			params: own(orgId, demand.id),
			body: { version: demand.version }
		})
	);

export const amendDemand = (orgId: string, demandId: string, body: DemandInput): Promise<Demand> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demands/{demandId}/amend', {
			params: own(orgId, demandId),
			body
		})
	);

/** @param note why, for who reads the timeline; may be empty */
export const closeDemand = (orgId: string, demand: Demand, note: string): Promise<Demand> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demands/{demandId}/close', {
			params: own(orgId, demand.id),
			body: { version: demand.version, ...(note && { note }) }
		})
	);

/** The Alliance takes a published demand off the board. */
export const closeAsAlliance = (demand: Demand, note: string): Promise<Demand> =>
	answer(
		api.POST('/api/v1/alliance/demands/{demandId}/close', {
			params: { path: { demandId: demand.id }, query: langQuery() },
			body: { version: demand.version, ...(note && { note }) }
		})
	);

export const copyDemand = (orgId: string, demandId: string, key: string): Promise<Demand> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demands/{demandId}/copy', {
			params: { ...own(orgId, demandId), header: { 'Idempotency-Key': key } }
		})
	);

/** Reads a spreadsheet and keeps nothing of it. */
export const readSheet = (orgId: string, file: Blob): Promise<ImportedLines> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demand-imports', {
			params: { path: { orgId }, query: langQuery() },
			// The generated type takes a binary body for a string.
			body: new Blob([file], { type: 'application/octet-stream' }) as unknown as string
		})
	);

/** What is traded in bulk. */
export const listProductTypes = async (): Promise<ProductType[]> =>
	(await answer(api.GET('/api/v1/product-types', { params: { query: langQuery() } }))).items;

export const listProgrammes = async (): Promise<LinkageProgramme[]> =>
	(await answer(api.GET('/api/v1/linkage-programmes', { params: { query: langQuery() } }))).items;

/** The verified cooperatives, all of them: a buyer chooses whom to invite. */
export async function listCooperatives(): Promise<CooperativeCard[]> {
	const all: CooperativeCard[] = [];
	let cursor: string | undefined;
	do {
		const page = await answer(
			api.GET('/api/v1/cooperatives', { params: { query: { limit: 100, cursor, ...langQuery() } } })
		);
		all.push(...page.items);
		cursor = page.nextCursor ?? undefined;
	} while (cursor);
	return all;
}
