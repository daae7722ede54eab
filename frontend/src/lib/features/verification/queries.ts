import { answer, api, type Schema } from '$lib/api/client';
import { sendFile } from '$lib/api/upload';

export type Verification = Schema['Verification'];
export type VerificationFile = Schema['VerificationFile'];
export type VerificationPage = Schema['VerificationPage'];
export type Paper = Schema['Paper'];
export type PaperKind = Schema['PaperKind'];
export type Level = Schema['OrganisationLevel'];
export type Identity = Schema['SellerIdentity'];

export const getOwnVerification = (orgId: string): Promise<VerificationFile> =>
	answer(api.GET('/api/v1/orgs/{orgId}/verification', { params: { path: { orgId } } }));

export const getVerificationFile = (orgId: string): Promise<VerificationFile> =>
	answer(
		api.GET('/api/v1/alliance/organisations/{orgId}/verification', { params: { path: { orgId } } })
	);

export const submitVerification = (
	orgId: string,
	body: Schema['SubmitVerification']
): Promise<Verification> =>
	answer(api.POST('/api/v1/orgs/{orgId}/verifications', { params: { path: { orgId } }, body }));

export const withdrawVerification = (orgId: string, verificationId: string): Promise<unknown> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/verifications/{verificationId}/withdraw', {
			params: { path: { orgId, verificationId } }
		})
	);

/** What cooperatives handed in: those that wait by their deadline, or the decided ones. */
export const listVerifications = (open: boolean, cursor?: string): Promise<VerificationPage> =>
	answer(api.GET('/api/v1/alliance/verifications', { params: { query: { open, cursor } } }));

export const decideVerification = (
	verificationId: string,
	body: Schema['VerificationDecision']
): Promise<Verification> =>
	answer(
		api.POST('/api/v1/alliance/verifications/{verificationId}/decision', {
			params: { path: { verificationId } },
			body
		})
	);

export const removePaper = (orgId: string, paperId: string): Promise<unknown> =>
	answer(
		api.DELETE('/api/v1/orgs/{orgId}/verification/files/{paperId}', {
			params: { path: { orgId, paperId } }
		})
	);

/** @param progress receives 0 to 1 */
export const addPaper = (
	orgId: string,
	kind: PaperKind,
	file: File,
	progress: (done: number) => void,
	signal: AbortSignal
): Promise<Paper> =>
	sendFile(
		`/api/v1/orgs/${orgId}/verification/files?kind=${kind}&name=${encodeURIComponent(file.name.slice(0, 160))}`,
		file,
		progress,
		signal
	);

export const ownPaperUrl = (orgId: string, id: string): string =>
	`/api/v1/orgs/${orgId}/verification/files/${id}`;
export const paperUrl = (orgId: string, id: string): string =>
	`/api/v1/alliance/organisations/${orgId}/verification/files/${id}`;
