import { answer, api, type Schema } from '$lib/api/client';

export type SearchCount = Schema['SearchCount'];
export type Synonym = Schema['Synonym'];
export type SynonymInput = Schema['SynonymInput'];

/** What people looked for in the last `days`, most often first; `empty` only what found nothing. */
export const listSearches = (days: number, empty: boolean): Promise<{ items: SearchCount[] }> =>
	answer(api.GET('/api/v1/alliance/searches', { params: { query: { days, empty } } }));

export const listSynonyms = (): Promise<{ items: Synonym[] }> =>
	answer(api.GET('/api/v1/alliance/synonyms'));

export const addSynonym = (body: SynonymInput): Promise<Synonym> =>
	answer(api.POST('/api/v1/alliance/synonyms', { body }));

/** @param version the one that was seen: a change by somebody else meanwhile is refused */
export const changeSynonym = (
	synonymId: string,
	version: number,
	input: SynonymInput
): Promise<Synonym> =>
	answer(
		api.PUT('/api/v1/alliance/synonyms/{synonymId}', {
			params: { path: { synonymId } },
			body: { ...input, version }
		})
	);

export const removeSynonym = async (synonymId: string): Promise<void> => {
	await answer(
		api.DELETE('/api/v1/alliance/synonyms/{synonymId}', { params: { path: { synonymId } } })
	);
};

/** Terms as written in one field, a line or comma apart. */
export const termsOf = (text: string): string[] =>
	text
		.split(/[\n,;]/)
		.map((term) => term.trim())
		.filter(Boolean);
