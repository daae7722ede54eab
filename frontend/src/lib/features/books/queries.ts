import { answer, api, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type ComingMoney = Schema['ComingMoney'];
export type CommissionRule = Schema['CommissionRule'];
export type CooperativeMoney = Schema['CooperativeMoney'];
export type OrgMoney = Schema['OrgMoney'];
export type TrialBalance = Schema['TrialBalance'];
/** Lists want ids that are text. */
export type MoneyEntry = Omit<Schema['MoneyEntry'], 'id'> & { id: string };
export type MoneyAccount = 'pending' | 'payable';

export const getOrgMoney = (orgId: string): Promise<OrgMoney> =>
	answer(api.GET('/api/v1/orgs/{orgId}/money', { params: { path: { orgId } } }));

export async function listEntries(
	orgId: string,
	account: MoneyAccount,
	cursor?: string
): Promise<Page<MoneyEntry>> {
	const page = await answer(
		api.GET('/api/v1/orgs/{orgId}/money/entries', {
			params: { path: { orgId }, query: { account, cursor } }
		})
	);
	// The server does not count them.
	return {
		items: page.items.map((entry) => ({ ...entry, id: String(entry.id) })),
		nextCursor: page.nextCursor ?? null,
		total: 0,
		totalCapped: false
	};
}

export const getTrialBalance = (): Promise<TrialBalance> =>
	answer(api.GET('/api/v1/alliance/finance/trial-balance'));

/** Adds up every entry now. */
export const checkBooks = (): Promise<TrialBalance> =>
	answer(api.POST('/api/v1/alliance/finance/checks'));

export const listCooperativeMoney = async (): Promise<CooperativeMoney[]> =>
	(await answer(api.GET('/api/v1/alliance/finance/cooperatives'))).items;

export const listRules = async (): Promise<CommissionRule[]> =>
	(await answer(api.GET('/api/v1/alliance/commission-rules'))).items;

export const addRule = (body: Schema['CommissionRuleInput']): Promise<CommissionRule> =>
	answer(api.POST('/api/v1/alliance/commission-rules', { body }));

export const endRule = (rule: CommissionRule, until: string): Promise<CommissionRule> =>
	answer(
		api.POST('/api/v1/alliance/commission-rules/{ruleId}/end', {
			params: { path: { ruleId: rule.id } },
			body: { until, version: rule.version }
		})
	);
