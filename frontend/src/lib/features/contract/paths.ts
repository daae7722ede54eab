import { paths } from '$lib/config/paths';

const inOrg = (orgId: string) => `${paths.workspace(orgId)}/hop-dong`;
const one = (orgId: string, id: string) => `${inOrg(orgId)}/${encodeURIComponent(id)}`;

/** The addresses of contracts; e-mails lead to `one`. */
export const contractPaths = {
	list: inOrg,
	one,
	/** Changes the terms of a draft. */
	edit: (orgId: string, id: string) => `${one(orgId, id)}/sua`,
	/** The calendar and its deliveries. */
	calendar: (orgId: string, id: string) => `${one(orgId, id)}/lich`,
	addenda: (orgId: string, id: string) => `${one(orgId, id)}/phu-luc`,
	propose: (orgId: string, id: string) => `${one(orgId, id)}/phu-luc/moi`,
	/** All contracts, as the Alliance reads them. */
	all: '/lien-minh/hop-dong',
	ofAlliance: (id: string) => `/lien-minh/hop-dong/${encodeURIComponent(id)}`
};
