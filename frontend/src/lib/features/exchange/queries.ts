import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';
import { sendFile } from '$lib/api/upload';

export type Import = Schema['Import'];
export type ImportRow = Schema['ImportRow'];
export type ImportMode = Schema['ImportMode'];
export type ImportOutcome = Schema['ImportOutcome'];
export type ExportTable = Schema['ExportTable'];

export const listImports = async (orgId: string, cursor?: string): Promise<Page<Import>> => {
	const page = await answer(
		api.GET('/api/v1/orgs/{orgId}/imports', {
			params: { path: { orgId }, query: { cursor, ...langQuery() } }
		})
	);
	return { ...page, nextCursor: page.nextCursor ?? null, total: 0, totalCapped: false };
};

export const getImport = (orgId: string, importId: string): Promise<Import> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/imports/{importId}', {
			params: { path: { orgId, importId }, query: langQuery() }
		})
	);

export const listRows = (
	orgId: string,
	importId: string,
	outcome: ImportOutcome | undefined,
	from: number
): Promise<Schema['ImportRowPage']> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/imports/{importId}/rows', {
			params: { path: { orgId, importId }, query: { outcome, from, limit: 100, ...langQuery() } }
		})
	);

/**
 * Sends a file in to be checked; nothing is changed.
 * @param key made once for this file: a retry keeps it
 * @param progress receives 0 to 1
 */
export const openImport = (
	orgId: string,
	file: File,
	key: string,
	progress: (done: number) => void,
	signal: AbortSignal
): Promise<Import> =>
	sendFile<Import>(
		`/api/v1/orgs/${encodeURIComponent(orgId)}/imports?fileName=${encodeURIComponent(file.name)}`,
		file,
		progress,
		signal,
		{ 'Idempotency-Key': key }
	);

export const applyImport = (orgId: string, importId: string, mode: ImportMode): Promise<Import> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/imports/{importId}/apply', {
			params: { path: { orgId, importId }, query: langQuery() },
			body: { mode }
		})
	);

export const cancelImport = (orgId: string, importId: string): Promise<Import> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/imports/{importId}/cancel', {
			params: { path: { orgId, importId }, query: langQuery() }
		})
	);

function query(values: Record<string, string>): string {
	return new URLSearchParams({ ...values, ...langQuery() }).toString();
}

/** Downloads are plain addresses: the browser saves while the server reads. */
export const templateUrl = (orgId: string) =>
	`/api/v1/orgs/${encodeURIComponent(orgId)}/import-template?${query({})}`;
export const exportUrl = (orgId: string, table: ExportTable, format: 'xlsx' | 'csv') =>
	`/api/v1/orgs/${encodeURIComponent(orgId)}/exports?${query({ table, format })}`;
