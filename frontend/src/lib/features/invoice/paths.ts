import { paths } from '$lib/config/paths';

export const invoicePaths = {
	/** A firm's invoices and what contracts have it pay. */
	list: (orgId: string) => `${paths.workspace(orgId)}/hoa-don`,
	one: (orgId: string, id: string) => `${paths.workspace(orgId)}/hoa-don/${encodeURIComponent(id)}`,
	/** Every firm's, for the Alliance; `?trang-thai=` chooses a state. */
	desk: '/lien-minh/tai-chinh/hoa-don'
} as const;
