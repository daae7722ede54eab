import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type Plan = Schema['DemandPlan'];
export type PlanLine = Schema['PlanLine'];
export type PlanMonth = Schema['PlanMonth'];
export type PlanShare = Schema['PlanShare'];
export type PlanReason = Schema['PlanReason'];
export type WhatIf = Schema['WhatIf'];
export type WhatIfLine = Schema['WhatIfLine'];

/** Who could supply a demand; a cooperative gets its own part. */
export const getPlan = (demandId: string): Promise<Plan> =>
	answer(
		api.GET('/api/v1/demands/{demandId}/plan', {
			params: { path: { demandId }, query: langQuery() }
		})
	);

/** How the split would be with other terms; stores nothing. Works on drafts as well. */
export const whatIf = (
	orgId: string,
	demandId: string,
	body: WhatIf,
	signal?: AbortSignal
): Promise<Plan> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demands/{demandId}/what-if', {
			params: { path: { orgId, demandId }, query: langQuery() },
			body,
			signal
		})
	);
