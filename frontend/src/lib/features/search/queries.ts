import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type Suggestions = Schema['Suggestions'];

export const suggest = (q: string, signal: AbortSignal): Promise<Suggestions> =>
	answer(api.GET('/api/v1/search/suggest', { params: { query: { q, ...langQuery() } }, signal }));

/** Counts that a search's result was opened; nothing waits for it. */
export const recordClick = (q: string) => {
	void fetch('/api/v1/search/clicks', {
		method: 'POST',
		keepalive: true,
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ q })
	}).catch(() => undefined);
};
