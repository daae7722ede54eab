import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type Demand = Schema['Demand'];
export type DemandSummary = Schema['DemandSummary'];
export type DemandPlan = Schema['DemandPlan'];
export type HeatTable = Schema['HeatTable'];
export type SupplyBoard = Schema['SupplyBoard'];
export type SupplyCell = Schema['SupplyCell'];
export type HeatCell = Schema['HeatCell'];
export type ProductType = Schema['ProductType'];

interface BoardQuery {
	type?: string;
	cursor?: string;
}

/** The API leaves the cursor out at the end of these lists; a PagedList wants null. */
const paged = <Item>(
	page: Omit<Page<Item>, 'nextCursor'> & { nextCursor?: string | null }
): Page<Item> => ({ ...page, nextCursor: page.nextCursor ?? null });

/** What is traded in bulk. */
export const listTypes = async (): Promise<ProductType[]> =>
	(await answer(api.GET('/api/v1/product-types', { params: { query: langQuery() } }))).items;

/** Open demands in short, as everybody may see them. */
export const listDemandBoard = async (query: BoardQuery = {}): Promise<Page<DemandSummary>> =>
	paged(
		await answer(
			api.GET('/api/v1/demand-board', { params: { query: { ...query, ...langQuery() } } })
		)
	);

/** Open demands that the cooperative may answer, in full. */
export const listOrgDemandBoard = async (
	orgId: string,
	query: BoardQuery = {}
): Promise<Page<Demand>> =>
	paged(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/demand-board', {
				params: { path: { orgId }, query: { ...query, ...langQuery() } }
			})
		)
	);

/** A published demand as far as who asks may see it. */
export const getDemand = (demandId: string): Promise<Demand> =>
	answer(
		api.GET('/api/v1/demands/{demandId}', {
			params: { path: { demandId }, query: langQuery() }
		})
	);

/** Who could supply it; a cooperative is told its own part. */
export const getDemandPlan = (demandId: string): Promise<DemandPlan> =>
	answer(
		api.GET('/api/v1/demands/{demandId}/plan', {
			params: { path: { demandId }, query: langQuery() }
		})
	);

/** Declared capacity by type, month and commune. */
export const getSupplyBoard = (query: { type?: string; months: number }): Promise<SupplyBoard> =>
	answer(api.GET('/api/v1/supply-board', { params: { query: { ...query, ...langQuery() } } }));

/** Supply against demand by type and month. */
export const getHeatTable = (months: number): Promise<HeatTable> =>
	answer(api.GET('/api/v1/heat-table', { params: { query: { months, ...langQuery() } } }));
