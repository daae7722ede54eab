import { answer, api, langQuery, type Schema } from '$lib/api/client';
import { sendFile } from '$lib/api/upload';

export type Certification = Schema['Certification'];
export type CertificationKind = Schema['CertificationKind'];
export type CertificationInput = Schema['CertificationInput'];

export const listCertifications = async (orgId: string): Promise<Certification[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/certifications', {
				params: { path: { orgId }, query: langQuery() }
			})
		)
	).items;

export const addCertification = (
	orgId: string,
	key: string,
	body: CertificationInput
): Promise<Certification> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/certifications', {
			params: { path: { orgId }, query: langQuery(), header: { 'Idempotency-Key': key } },
			body
		})
	);

export const editCertification = (
	orgId: string,
	certificationId: string,
	body: Schema['CertificationEdit']
): Promise<Certification> =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/certifications/{certificationId}', {
			params: { path: { orgId, certificationId }, query: langQuery() },
			body
		})
	);

export const removeCertification = (orgId: string, certificationId: string): Promise<unknown> =>
	answer(
		api.DELETE('/api/v1/orgs/{orgId}/certifications/{certificationId}', {
			params: { path: { orgId, certificationId } }
		})
	);

/** Where the file of a certification is. */
export const fileUrl = (orgId: string, id: string): string =>
	`/api/v1/orgs/${encodeURIComponent(orgId)}/certifications/${encodeURIComponent(id)}/files`;

export const putFile = (orgId: string, id: string, file: File): Promise<Certification> =>
	sendFile<Certification>(
		`${fileUrl(orgId, id)}?${new URLSearchParams({ name: file.name.slice(-160) }).toString()}`,
		file,
		() => undefined,
		new AbortController().signal
	);
