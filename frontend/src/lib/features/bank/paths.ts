import { paths } from '$lib/config/paths';

const bank = '/lien-minh/tai-chinh/ngan-hang';
const cod = '/lien-minh/tai-chinh/doi-soat-cod';

export const bankPaths = {
	/** `?xem=` chooses which lines. */
	lines: bank,
	statements: `${bank}/sao-ke`,
	statement: (id: string) => `${bank}/sao-ke/${encodeURIComponent(id)}`,
	settlements: cod,
	settlement: (id: string) => `${cod}/${encodeURIComponent(id)}`,
	orgSettlements: (orgId: string) => `${paths.workspace(orgId)}/tien/doi-soat-cod`,
	orgSettlement: (orgId: string, id: string) =>
		`${paths.workspace(orgId)}/tien/doi-soat-cod/${encodeURIComponent(id)}`
} as const;
