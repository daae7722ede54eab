import { paths } from '$lib/config/paths';

/** The addresses of certifications beside OCOP. */
export const certificationPaths = {
	list: (orgId: string) => `${paths.workspace(orgId)}/chung-nhan`
} as const;
