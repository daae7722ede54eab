import { answer, api, type Schema } from '$lib/api/client';

export type TellWanted = Schema['TellWanted'];
export type WantedNotice = Schema['WantedNotice'];
export type WantedPer = Schema['WantedPer'];

/** @param key made once for this notice: a retry keeps one */
export const tellWanted = (body: TellWanted, key: string): Promise<Schema['WantedTold']> =>
	answer(api.POST('/api/v1/wanted', { params: { header: { 'Idempotency-Key': key } }, body }));

export const listWanted = (done: boolean, cursor?: string): Promise<Schema['WantedPage']> =>
	answer(api.GET('/api/v1/alliance/wanted', { params: { query: { done, cursor } } }));

/** @param notice as it was seen: a change by somebody else meanwhile is refused */
export const setWantedDone = (notice: WantedNotice, done: boolean): Promise<WantedNotice> =>
	answer(
		api.PUT('/api/v1/alliance/wanted/{noticeId}/done', {
			params: { path: { noticeId: notice.id } },
			body: { done, version: notice.version }
		})
	);
