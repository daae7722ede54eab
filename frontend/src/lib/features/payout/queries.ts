import { answer, api, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type MaskedAccount = Schema['MaskedAccount'];
export type OrgPayout = Schema['OrgPayout'];
export type PayoutAccounts = Schema['PayoutAccounts'];
export type AccountChange = Schema['PayoutAccountChange'];
export type PayoutAccountInput = Schema['PayoutAccountInput'];
export type PayoutBatch = Schema['PayoutBatch'];
export type PayoutBatchDetail = Schema['PayoutBatchDetail'];
export type PayoutStatement = Schema['PayoutStatement'];
export type PayoutTransfer = Schema['PayoutTransfer'];
export type Revenue = Schema['Revenue'];

const ofOrg = (orgId: string) => ({ params: { path: { orgId } } });
const ofBatch = (batchId: string) => ({ params: { path: { batchId } } });

export const getAccounts = (orgId: string): Promise<PayoutAccounts> =>
	answer(api.GET('/api/v1/orgs/{orgId}/payout-account', ofOrg(orgId)));

export const setAccount = (orgId: string, body: PayoutAccountInput): Promise<PayoutAccounts> =>
	answer(api.PUT('/api/v1/orgs/{orgId}/payout-account', { ...ofOrg(orgId), body }));

/** Withdraws the change that waits. */
export const keepAccount = (orgId: string): Promise<PayoutAccounts> =>
	answer(api.DELETE('/api/v1/orgs/{orgId}/payout-account/waiting', ofOrg(orgId)));

export const listPayouts = async (orgId: string): Promise<OrgPayout[]> =>
	(await answer(api.GET('/api/v1/orgs/{orgId}/payouts', ofOrg(orgId)))).items;

export const askPayout = async (orgId: string): Promise<OrgPayout[]> =>
	(await answer(api.POST('/api/v1/orgs/{orgId}/payouts', ofOrg(orgId)))).items;

export async function listBatches(cursor?: string): Promise<Page<PayoutBatch>> {
	const page = await answer(
		api.GET('/api/v1/alliance/payouts/batches', { params: { query: { cursor } } })
	);
	// The server does not count them.
	return {
		items: page.items,
		nextCursor: page.nextCursor ?? null,
		total: 0,
		totalCapped: false
	};
}

export async function listAccountChanges(cursor?: string): Promise<Page<AccountChange>> {
	const page = await answer(
		api.GET('/api/v1/alliance/payouts/account-changes', { params: { query: { cursor } } })
	);
	// The server does not count them.
	return {
		items: page.items,
		nextCursor: page.nextCursor ?? null,
		total: 0,
		totalCapped: false
	};
}

/** Keeps a change that waits from ever being used. */
export const holdAccountChange = (
	accountChangeId: string,
	body: Schema['PayoutAccountHold']
): Promise<AccountChange> =>
	answer(
		api.POST('/api/v1/alliance/payouts/account-changes/{accountChangeId}/hold', {
			params: { path: { accountChangeId } },
			body
		})
	);

export const collect = (): Promise<Schema['PayoutsCollected']> =>
	answer(api.POST('/api/v1/alliance/payouts/batches'));

export const getBatch = (batchId: string): Promise<PayoutBatchDetail> =>
	answer(api.GET('/api/v1/alliance/payouts/batches/{batchId}', ofBatch(batchId)));

export const actOnBatch = (
	batchId: string,
	body: Schema['PayoutBatchAction']
): Promise<PayoutBatchDetail> =>
	answer(
		api.POST('/api/v1/alliance/payouts/batches/{batchId}/actions', { ...ofBatch(batchId), body })
	);

export const endTransfer = (
	transferId: string,
	body: Schema['PayoutTransferOutcome']
): Promise<PayoutBatchDetail> =>
	answer(
		api.POST('/api/v1/alliance/payouts/transfers/{transferId}/actions', {
			params: { path: { transferId } },
			body
		})
	);

export const getStatement = (payoutId: string): Promise<PayoutStatement> =>
	answer(
		api.GET('/api/v1/alliance/payouts/{payoutId}/statement', { params: { path: { payoutId } } })
	);

export const listRevenue = async (): Promise<Revenue[]> =>
	(await answer(api.GET('/api/v1/alliance/finance/revenue'))).items;
