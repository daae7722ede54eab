import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';
import { sendFile } from '$lib/api/upload';

export type Settlement = Schema['CodSettlement'];
export type SettlementDetail = Schema['CodSettlementDetail'];
export type SettlementRow = Schema['CodSettlementRow'];
export type MissingCod = Schema['MissingCod'];
export type Difference = SettlementRow['difference'];

/** A page of settlements, with the orders that none tells of. */
export interface SettlementPage extends Page<Settlement> {
	missing: MissingCod[];
}

const desk = '/api/v1/alliance/finance/cod-settlements';
const own = '/api/v1/orgs/{orgId}/cod-settlements';

/** @param orgId the cooperative's; undefined: all, for the Alliance */
export const listSettlements = async (
	orgId: string | undefined,
	cursor?: string
): Promise<SettlementPage> => {
	const page = await answer(
		orgId
			? api.GET(own, { params: { path: { orgId }, query: { cursor } } })
			: api.GET(desk, { params: { query: { cursor } } })
	);
	return { ...page, nextCursor: page.nextCursor ?? null, total: 0, totalCapped: false };
};

export const getSettlement = (
	orgId: string | undefined,
	settlementId: string
): Promise<SettlementDetail> =>
	answer(
		orgId
			? api.GET(`${own}/{settlementId}`, { params: { path: { orgId, settlementId } } })
			: api.GET(`${desk}/{settlementId}`, { params: { path: { settlementId } } })
	);

/** Sends a carrier's sheet in; the same file again changes nothing. */
export const sendSettlement = (
	orgId: string | undefined,
	file: File,
	progress: (done: number) => void,
	signal: AbortSignal
): Promise<SettlementDetail> =>
	sendFile<SettlementDetail>(
		`${orgId ? `/api/v1/orgs/${encodeURIComponent(orgId)}/cod-settlements` : desk}?${new URLSearchParams({ fileName: file.name, ...langQuery() }).toString()}`,
		file,
		progress,
		signal
	);

export const templateUrl = () =>
	`/api/v1/cod-settlement-template?${new URLSearchParams(langQuery()).toString()}`;
