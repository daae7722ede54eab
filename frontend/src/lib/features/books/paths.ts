import { paths } from '$lib/config/paths';

export const booksPaths = {
	/** A cooperative's money; `?so=cho` lists what is pending. */
	money: (orgId: string) => `${paths.workspace(orgId)}/tien`,
	finance: '/lien-minh/tai-chinh'
} as const;
