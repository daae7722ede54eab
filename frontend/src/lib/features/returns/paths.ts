import { paths } from '$lib/config/paths';

export const returnPaths = {
	/** A cooperative's returns. */
	list: (orgId: string) => `${paths.workspace(orgId)}/tra-hang`,
	one: (orgId: string, id: string) =>
		`${paths.workspace(orgId)}/tra-hang/${encodeURIComponent(id)}`,
	/** Returns that the Alliance decides. */
	disputes: '/lien-minh/tranh-chap',
	dispute: (id: string) => `/lien-minh/tranh-chap/${encodeURIComponent(id)}`
} as const;
