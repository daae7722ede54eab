import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type Capacity = Schema['Capacity'];
export type CapacityInput = Schema['CapacityInput'];
export type CapacityPeriod = Schema['CapacityPeriod'];
export type CapacityPromise = Schema['CapacityPromise'];
export type CapacityDetail = Schema['CapacityDetail'];
export type ProductType = Schema['ProductType'];
export type Sureness = Schema['Sureness'];
export type Standard = Schema['Standard'];

/** What is traded in bulk. */
export const listTypes = async (): Promise<ProductType[]> =>
	(await answer(api.GET('/api/v1/product-types', { params: { query: langQuery() } }))).items;

/** What the cooperative has declared, changed last first. */
export const listCapacities = async (orgId: string): Promise<Capacity[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/capacities', {
				params: { path: { orgId }, query: langQuery() }
			})
		)
	).items;

/** One declaration with who holds what of it. */
export const getCapacity = (orgId: string, capacityId: string): Promise<CapacityDetail> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/capacities/{capacityId}', {
			params: { path: { orgId, capacityId }, query: langQuery() }
		})
	);

/** Declares; the same key declares once however often it is sent. */
export const declareCapacity = (
	orgId: string,
	body: CapacityInput,
	key: string
): Promise<Capacity> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/capacities', {
			params: { path: { orgId }, query: langQuery(), header: { 'Idempotency-Key': key } },
			body
		})
	);

/** Changes a declaration against the version in the body. */
export const reviseCapacity = (
	orgId: string,
	capacityId: string,
	body: CapacityInput
): Promise<Capacity> =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/capacities/{capacityId}', {
			params: { path: { orgId, capacityId }, query: langQuery() },
			body
		})
	);

/** Takes a declaration off the market. */
export const withdrawCapacity = (
	orgId: string,
	{ id, version }: Pick<Capacity, 'id' | 'version'>
): Promise<unknown> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/capacities/{capacityId}/withdraw', {
			params: { path: { orgId, capacityId: id } },
			body: { version }
		})
	);
