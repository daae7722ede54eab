import { paths } from '$lib/config/paths';

const inOrg = (orgId: string) => paths.workspace(orgId);

/** The addresses of bulk orders; kept out of the shared ones, as those of demands are. */
export const bulkPaths = {
	/** The order sheet. */
	sheet: (orgId: string) => `${inOrg(orgId)}/dat-si`,
	/** What the firm bought, and what waits for approval. */
	orders: (orgId: string) => `${inOrg(orgId)}/don-mua`,
	requests: (orgId: string) => `${inOrg(orgId)}/don-mua?muc=de-nghi`,
	order: (orgId: string, id: string) => `${inOrg(orgId)}/don-mua/${encodeURIComponent(id)}`,
	request: (orgId: string, id: string) =>
		`${inOrg(orgId)}/don-mua/de-nghi/${encodeURIComponent(id)}`,
	/** A firm's credit at the Alliance's desk. */
	credit: (orgId: string) => `/lien-minh/don-vi/${encodeURIComponent(orgId)}/han-muc`
};
