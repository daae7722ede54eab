import { paths } from '$lib/config/paths';

export const exchangePaths = {
	/** Excel in and out. */
	home: (orgId: string) => `${paths.workspace(orgId)}/nhap-xuat`,
	/** One file that was sent in. */
	import: (orgId: string, id: string) =>
		`${paths.workspace(orgId)}/nhap-xuat/${encodeURIComponent(id)}`
} as const;
