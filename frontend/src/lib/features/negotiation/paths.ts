import { paths } from '$lib/config/paths';

/** The addresses of a buyer's negotiation; e-mails lead to `compare`. */
export const negotiationPaths = {
	compare: (orgId: string, demandId: string) =>
		`${paths.workspace(orgId)}/nhu-cau/${encodeURIComponent(demandId)}/chao-hang`,
	/** What an award leads to. */
	contract: (orgId: string, contractId: string) =>
		`${paths.workspace(orgId)}/hop-dong/${encodeURIComponent(contractId)}`
};
