import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type AllianceOverview = Schema['AllianceOverview'];
export type Organisation = Schema['Organisation'];
export type OrganisationPage = Schema['OrganisationPage'];
export type ProductCard = Schema['ProductCard'];
export type ProductPage = Schema['ProductPage'];

export const getOverview = (): Promise<AllianceOverview> =>
	answer(api.GET('/api/v1/alliance/overview'));

/** What waits for the desk, counted. */
export const getDesk = (): Promise<Schema['DeskCounts']> =>
	answer(api.GET('/api/v1/alliance/desk'));

export interface OrganisationFilter {
	kind?: Schema['OrganisationKind'];
	status?: Schema['OrganisationStatus'];
	cursor?: string;
	limit?: number;
}

/** All organisations, those waiting for a decision first. */
export const listOrganisations = (query: OrganisationFilter): Promise<OrganisationPage> =>
	answer(api.GET('/api/v1/alliance/organisations', { params: { query } }));

/** @param reason needed to suspend; the organisation's owners read it */
export const setOrganisationStatus = (
	orgId: string,
	status: 'verified' | 'suspended',
	reason?: string
): Promise<Organisation> =>
	answer(
		api.PUT('/api/v1/alliance/organisations/{orgId}/status', {
			params: { path: { orgId } },
			body: { status, ...(reason && { reason }) }
		})
	);

/** @param trusted its goods go on the shelf without a check */
export const setOrganisationTrust = (orgId: string, trusted: boolean): Promise<Organisation> =>
	answer(
		api.PUT('/api/v1/alliance/organisations/{orgId}/trust', {
			params: { path: { orgId } },
			body: { trusted }
		})
	);

/** A page of products that carry stars valid today. */
export const listStarred = (cursor?: string): Promise<ProductPage> =>
	answer(
		api.GET('/api/v1/products', {
			params: { query: { ocop_min: 3, limit: 100, cursor, ...langQuery() } }
		})
	);
