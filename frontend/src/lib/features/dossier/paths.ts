import { paths } from '$lib/config/paths';

/** The addresses of OCOP dossiers. */
export const dossierPaths = {
	list: (orgId: string) => `${paths.workspace(orgId)}/ocop`,
	one: (orgId: string, id: string) => `${paths.workspace(orgId)}/ocop/${encodeURIComponent(id)}`,
	desk: '/lien-minh/ocop',
	deskOne: (id: string) => `/lien-minh/ocop/${encodeURIComponent(id)}`,
	/** The spreadsheet of all dossiers. */
	sheet: '/api/v1/alliance/ocop/dossiers.xlsx'
} as const;
