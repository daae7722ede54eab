import { paths } from '$lib/config/paths';

export const voucherPaths = {
	list: (orgId: string) => `${paths.workspace(orgId)}/ma-giam-gia`,
	platform: '/lien-minh/ma-giam-gia'
} as const;
