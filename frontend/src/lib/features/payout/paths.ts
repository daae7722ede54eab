const batches = '/lien-minh/tai-chinh/chi-tra';

/** Pages of the site, and files that the server makes. */
export const payoutPaths = {
	batches,
	changes: '/lien-minh/tai-chinh/tai-khoan',
	batch: (id: string) => `${batches}/${encodeURIComponent(id)}`,
	file: (batchId: string, format: 'xlsx' | 'csv') =>
		`/api/v1/alliance/payouts/batches/${encodeURIComponent(batchId)}/file?format=${format}`,
	statement: (orgId: string, payoutId: string, format: 'pdf' | 'xlsx', lang: string) =>
		`/api/v1/orgs/${encodeURIComponent(orgId)}/payouts/${encodeURIComponent(payoutId)}/statement-file?format=${format}&lang=${lang}`,
	/** A firm's month (`2026-11`). */
	month: (orgId: string, month: string, format: 'pdf' | 'xlsx', lang: string) =>
		`/api/v1/orgs/${encodeURIComponent(orgId)}/monthly-statement?month=${encodeURIComponent(month)}&format=${format}&lang=${lang}`,
	table: (table: string, format: 'xlsx' | 'csv', lang: string) =>
		`/api/v1/alliance/finance/exports?table=${table}&format=${format}&lang=${lang}`
} as const;
