import { paths } from '$lib/config/paths';

/** The addresses of reviews in the workspaces. */
export const reviewPaths = {
	list: (orgId: string) => `${paths.workspace(orgId)}/danh-gia`,
	desk: '/lien-minh/danh-gia'
} as const;
