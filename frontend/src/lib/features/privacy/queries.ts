import { answer, api, type Schema } from '$lib/api/client';

export type Consent = Schema['Consent'];

/** Where the browser downloads everything kept about the account. */
export const exportUrl = '/api/v1/me/export';

export const listConsents = () => answer(api.GET('/api/v1/me/consents'));

export const giveConsent = (purpose: Consent['purpose'], granted: boolean) =>
	answer(api.POST('/api/v1/me/consents', { body: { purpose, granted } }));

export const eraseMe = (password: string) =>
	answer(api.POST('/api/v1/me/erase', { body: { password } }));
