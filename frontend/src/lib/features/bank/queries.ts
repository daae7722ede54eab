import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';
import { sendFile } from '$lib/api/upload';

export type BankOverview = Schema['BankOverview'];
export type BankAccountBalance = Schema['BankAccountBalance'];
export type BankStatement = Schema['BankStatement'];
export type SentStatement = Schema['SentBankStatement'];
export type BankLine = Schema['BankLine'];
export type LineState = Schema['BankLineState'];
export type AsideReason = Schema['SetAsideReason'];
export type WantedPayment = Schema['WantedPayment'];

const base = '/api/v1/alliance/finance/bank';

export const getOverview = (): Promise<BankOverview> => answer(api.GET(base));

export const addAccount = (body: Schema['BankAccountInput']): Promise<Schema['BankAccount']> =>
	answer(api.POST(`${base}/accounts`, { params: { query: langQuery() }, body }));

/** Posts what an account held before its first line. */
export const recordOpening = (bankAccountId: string): Promise<BankOverview> =>
	answer(
		api.POST(`${base}/accounts/{bankAccountId}/opening`, { params: { path: { bankAccountId } } })
	);

export const listStatements = async (cursor?: string): Promise<Page<BankStatement>> => {
	const page = await answer(api.GET(`${base}/statements`, { params: { query: { cursor } } }));
	return { ...page, nextCursor: page.nextCursor ?? null, total: 0, totalCapped: false };
};

export const getStatement = (bankStatementId: string): Promise<BankStatement> =>
	answer(
		api.GET(`${base}/statements/{bankStatementId}`, { params: { path: { bankStatementId } } })
	);

/**
 * Sends a statement in and matches its lines; the same file again changes nothing.
 * @param progress receives 0 to 1
 */
export const sendStatement = (
	accountId: string,
	file: File,
	progress: (done: number) => void,
	signal: AbortSignal
): Promise<SentStatement> =>
	sendFile<SentStatement>(
		`${base}/statements?${new URLSearchParams({ accountId, fileName: file.name, ...langQuery() }).toString()}`,
		file,
		progress,
		signal
	);

/** The newest day first. */
export const listLines = async (
	filter: { state?: LineState; statementId?: string },
	cursor?: string
): Promise<Page<BankLine>> => {
	const page = await answer(api.GET(`${base}/lines`, { params: { query: { ...filter, cursor } } }));
	return { ...page, nextCursor: page.nextCursor ?? null, total: 0, totalCapped: false };
};

const one = (bankLineId: string) => ({ path: { bankLineId }, query: langQuery() });

export const confirmLine = (id: string, requestId: string): Promise<BankLine> =>
	answer(api.POST(`${base}/lines/{bankLineId}/confirm`, { params: one(id), body: { requestId } }));

export const setAside = (id: string, reason: AsideReason, note: string): Promise<BankLine> =>
	answer(
		api.POST(`${base}/lines/{bankLineId}/set-aside`, {
			params: one(id),
			body: { reason, ...(note && { note }) }
		})
	);

export const takeBack = (id: string): Promise<BankLine> =>
	answer(api.POST(`${base}/lines/{bankLineId}/take-back`, { params: one(id) }));

export const findRequests = async (q: string): Promise<WantedPayment[]> =>
	(await answer(api.GET(`${base}/requests`, { params: { query: { q } } }))).items;

/** A plain address: the browser saves while the server reads. */
export const exportUrl = (
	filter: { state?: LineState; statementId?: string },
	format: 'xlsx' | 'csv'
) => `${base}/export?${new URLSearchParams({ ...filter, format, ...langQuery() }).toString()}`;
