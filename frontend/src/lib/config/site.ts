import { answer, api, type Schema } from '$lib/api/client';

export type Site = Schema['Site'];

/** Facts about the site: who runs it, which terms are in force. */
export const getSite = () => answer(api.GET('/api/v1/site'));
