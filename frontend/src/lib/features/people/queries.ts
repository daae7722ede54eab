import { answer, api, type Schema } from '$lib/api/client';

export type Device = Schema['Device'];
export type LockScreen = Schema['LockScreen'];
export type PhonePerson = Schema['PhonePerson'];
export type AuditEntry = Schema['AuditEntry'];
export type AuditKind = Schema['AuditKind'];
export type FirstSteps = Schema['FirstSteps'];
export type Me = Schema['Me'];

const inOrg = (orgId: string) => ({ params: { path: { orgId } } });

export const confirmPassword = (password: string) =>
	answer(api.POST('/api/v1/auth/confirm', { body: { password } }));

export const getSharedPhone = (): Promise<LockScreen> => answer(api.GET('/api/v1/shared-phone'));
export const lockSharedPhone = () => answer(api.POST('/api/v1/shared-phone/lock'));
export const switchPerson = (body: Schema['SwitchPerson']): Promise<Me> =>
	answer(api.POST('/api/v1/shared-phone/switch', { body }));

export const listDevices = (orgId: string): Promise<{ items: Device[] }> =>
	answer(api.GET('/api/v1/orgs/{orgId}/devices', inOrg(orgId)));
export const registerDevice = (orgId: string, body: Schema['RegisterDevice']): Promise<Device> =>
	answer(api.POST('/api/v1/orgs/{orgId}/devices', { ...inOrg(orgId), body }));
export const removeDevice = (orgId: string, deviceId: string) =>
	answer(
		api.DELETE('/api/v1/orgs/{orgId}/devices/{deviceId}', {
			params: { path: { orgId, deviceId } }
		})
	);

export const setPin = (orgId: string, body: Schema['SetPin']) =>
	answer(api.PUT('/api/v1/orgs/{orgId}/pin', { ...inOrg(orgId), body }));

export interface AuditFilter {
	actor?: string;
	kind?: AuditKind;
	from?: string;
	to?: string;
}

/** A page of the log; it is not counted, so that it costs the same at any length. */
export async function listAudit(orgId: string, filter: AuditFilter, cursor?: string) {
	const page = await answer(
		api.GET('/api/v1/orgs/{orgId}/audit-log', {
			params: { path: { orgId }, query: { ...filter, cursor, limit: 50 } }
		})
	);
	return { ...page, nextCursor: page.nextCursor ?? null, total: 0, totalCapped: false };
}

/** Where the browser fetches the log as a file. */
export function auditCsv(orgId: string, filter: AuditFilter, lang: string): string {
	const query = new URLSearchParams({ lang });
	for (const [name, value] of Object.entries(filter)) if (value) query.set(name, String(value));
	return `/api/v1/orgs/${encodeURIComponent(orgId)}/audit-log/csv?${query}`;
}

export const getFirstSteps = (orgId: string): Promise<FirstSteps> =>
	answer(api.GET('/api/v1/orgs/{orgId}/first-steps', inOrg(orgId)));
export const dismissFirstSteps = (orgId: string) =>
	answer(api.POST('/api/v1/orgs/{orgId}/first-steps/dismiss', inOrg(orgId)));

export const getHelpContact = (orgId: string): Promise<Schema['HelpContact']> =>
	answer(api.GET('/api/v1/orgs/{orgId}/help-contact', inOrg(orgId)));
