import { paths } from '$lib/config/paths';

const calendar = (orgId: string, contractId: string) =>
	`${paths.workspace(orgId)}/hop-dong/${encodeURIComponent(contractId)}/lich`;

/** The addresses of deliveries; e-mails lead to `one` and `offered`. */
export const deliveryPaths = {
	/** A contract's calendar. */
	calendar,
	one: (orgId: string, contractId: string, id: string) =>
		`${calendar(orgId, contractId)}/${encodeURIComponent(id)}`,
	/** All that is to come, over all contracts. */
	coming: (orgId: string) => `${paths.workspace(orgId)}/giao-hang`,
	/** Shortfalls that a cooperative is asked to make up. */
	offered: (orgId: string) => `${paths.workspace(orgId)}/bu-hang`
};
