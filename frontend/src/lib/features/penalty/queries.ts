import { answer, api, type Schema } from '$lib/api/client';

export type Penalty = Schema['Penalty'];
export type PenaltyInput = Schema['PenaltyInput'];
export type PenaltyAction = Schema['PenaltyAction'];

/** All penalties; those that wait for a second person first. */
export const listPenalties = async (): Promise<Penalty[]> =>
	(await answer(api.GET('/api/v1/alliance/penalties'))).items;

/** @param key the same for every retry of one proposal */
export const proposePenalty = (body: PenaltyInput, key: string): Promise<Penalty> =>
	answer(
		api.POST('/api/v1/alliance/penalties', { params: { header: { 'Idempotency-Key': key } }, body })
	);

/** @param reason for discarding and taking back */
export const actOnPenalty = (
	{ id, version }: Penalty,
	action: PenaltyAction,
	reason?: string
): Promise<Penalty> =>
	answer(
		api.POST('/api/v1/alliance/penalties/{penaltyId}/actions', {
			params: { path: { penaltyId: id } },
			body: { action, version, reason }
		})
	);

/** What the Alliance put on a cooperative, the newest first. */
export const listOrgPenalties = async (orgId: string): Promise<Penalty[]> =>
	(await answer(api.GET('/api/v1/orgs/{orgId}/penalties', { params: { path: { orgId } } }))).items;
