import { paths } from '$lib/config/paths';

const inOrg = (orgId: string) => `${paths.workspace(orgId)}/nhu-cau`;
const one = (orgId: string, id: string) => `${inOrg(orgId)}/${encodeURIComponent(id)}`;

/**
 * The addresses of demands. Kept out of the shared ones: every page of the shop carries
 * those, and none of it leads here.
 */
export const demandPaths = {
	/** What a buyer firm asks for; a cooperative reads one demand at the same address. */
	list: inOrg,
	fresh: (orgId: string) => `${inOrg(orgId)}/moi`,
	one,
	edit: (orgId: string, id: string) => `${one(orgId, id)}/sua`,
	/** Tries other terms. */
	tryOut: (orgId: string, id: string) => `${one(orgId, id)}/thu`,
	market: '/lien-minh/nhu-cau',
	ofMarket: (id: string) => `/lien-minh/nhu-cau/${encodeURIComponent(id)}`
};
