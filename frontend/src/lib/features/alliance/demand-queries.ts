import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type Demand = Schema['Demand'];
export type DemandStatus = Schema['DemandStatus'];

/** Every demand that was ever published, newest first. */
export async function listDemands(query: {
	status?: DemandStatus;
	cursor?: string;
}): Promise<Page<Demand>> {
	const page = await answer(
		api.GET('/api/v1/alliance/demands', { params: { query: { ...query, ...langQuery() } } })
	);
	return { ...page, nextCursor: page.nextCursor ?? null };
}

/** Takes a demand off the board; its buyer reads the reason. */
export const takeDown = (
	{ id, version }: Pick<Demand, 'id' | 'version'>,
	reason: string
): Promise<Demand> =>
	answer(
		api.POST('/api/v1/alliance/demands/{demandId}/close', {
			params: { path: { demandId: id }, query: langQuery() },
			body: { version, note: reason }
		})
	);

/** A demand as it is now. */
export const getDemand = (demandId: string): Promise<Demand> =>
	answer(
		api.GET('/api/v1/demands/{demandId}', {
			params: { path: { demandId }, query: langQuery() }
		})
	);
