import { paths } from '$lib/config/paths';

export const invoicePaths = {
	/** A firm's invoices and what contracts have it pay. */
	list: (orgId: string) => `${paths.workspace(orgId)}/hoa-don`,
	one: (orgId: string, id: string) => `${paths.workspace(orgId)}/hoa-don/${encodeURIComponent(id)}`
} as const;
