import { answer, api, type Schema } from '$lib/api/client';

export type LiaisonMessage = Schema['LiaisonMessage'];
export type LiaisonPage = Schema['LiaisonPage'];
export type LiaisonThread = Schema['LiaisonThread'];

/** Whose door the letters are read through: the organisation's own, or the Alliance's. */
export type Door = 'own' | 'alliance';

export const listThreads = async (): Promise<LiaisonThread[]> =>
	(await answer(api.GET('/api/v1/alliance/messages'))).items;

/** Letters, the newest first. */
export function listLetters(door: Door, orgId: string, cursor?: string): Promise<LiaisonPage> {
	const params = { path: { orgId }, query: { cursor, limit: 50 } };
	return door === 'own'
		? answer(api.GET('/api/v1/orgs/{orgId}/messages', { params }))
		: answer(api.GET('/api/v1/alliance/organisations/{orgId}/messages', { params }));
}

/** @param key made once for this letter: a retry keeps it */
export function sendLetter(
	door: Door,
	orgId: string,
	body: string,
	key: string
): Promise<LiaisonMessage> {
	const options = {
		params: { path: { orgId }, header: { 'Idempotency-Key': key } },
		body: { body }
	};
	return door === 'own'
		? answer(api.POST('/api/v1/orgs/{orgId}/messages', options))
		: answer(api.POST('/api/v1/alliance/organisations/{orgId}/messages', options));
}

export function markRead(door: Door, orgId: string): Promise<unknown> {
	const options = { params: { path: { orgId } } };
	return door === 'own'
		? answer(api.POST('/api/v1/orgs/{orgId}/messages/read', options))
		: answer(api.POST('/api/v1/alliance/organisations/{orgId}/messages/read', options));
}
