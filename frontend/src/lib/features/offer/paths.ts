import { paths } from '$lib/config/paths';

const inOrg = (orgId: string) => `${paths.workspace(orgId)}/chao-hang`;

/** The addresses of a cooperative's offers, which the letters to it lead to. */
export const offerPaths = {
	list: inOrg,
	over: (orgId: string) => `${inOrg(orgId)}?xem=xong`,
	one: (orgId: string, id: string) => `${inOrg(orgId)}/${encodeURIComponent(id)}`,
	/** What came of an award. */
	contract: (orgId: string, id: string) =>
		`${paths.workspace(orgId)}/hop-dong/${encodeURIComponent(id)}`
};
