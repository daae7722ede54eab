import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type Contract = Schema['Contract'];
export type ContractStatus = Contract['status'];
export type ContractShare = Schema['ContractShare'];
export type ContractMonth = Schema['ContractMonth'];
export type ContractPrice = Schema['ContractPrice'];
export type ContractTerms = Schema['ContractTerms'];
export type ContractEdit = Schema['ContractEdit'];
export type ContractDocument = Schema['ContractDocument'];
export type ContractEvent = Schema['ContractEvent'];
export type Obligation = Schema['Obligation'];
export type Dossier = Schema['ContractDossier'];
export type Delivery = Schema['Delivery'];
export type Addendum = Schema['Addendum'];
export type AddendumInput = Schema['AddendumInput'];

const at = (orgId: string, contractId: string) => ({
	path: { orgId, contractId },
	query: langQuery()
});
const document = (orgId: string, contractId: string, number: number) => ({
	path: { orgId, contractId, number }
});

/** A page as the lists of the frontend take it. */
const paged = (page: Schema['ContractPage']): Page<Contract> => ({
	...page,
	nextCursor: page.nextCursor ?? null
});

/** An organisation's contracts, changed last first; a cooperative's hold its own shares only. */
export const listContracts = async (
	orgId: string,
	filter: { status?: ContractStatus; cursor?: string; limit?: number } = {}
): Promise<Page<Contract>> =>
	paged(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/contracts', {
				params: { path: { orgId }, query: { ...filter, ...langQuery() } }
			})
		)
	);

/** Every contract that was ever sent to be signed; for the Alliance. */
export const listAllContracts = async (filter: {
	status?: ContractStatus;
	programmeId?: string;
	cursor?: string;
}): Promise<Page<Contract>> =>
	paged(
		await answer(
			api.GET('/api/v1/alliance/contracts', { params: { query: { ...filter, ...langQuery() } } })
		)
	);

/** One contract with all that belongs to it; for the Alliance. */
export const getDossier = (contractId: string): Promise<Dossier> =>
	answer(
		api.GET('/api/v1/alliance/contracts/{contractId}', {
			params: { path: { contractId }, query: langQuery() }
		})
	);

export const getContract = (orgId: string, contractId: string): Promise<Contract> =>
	answer(api.GET('/api/v1/orgs/{orgId}/contracts/{contractId}', { params: at(orgId, contractId) }));

export const editContract = (
	orgId: string,
	contractId: string,
	body: ContractEdit
): Promise<Contract> =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/contracts/{contractId}', { params: at(orgId, contractId), body })
	);

/** Fixes the document and asks all parties to sign. */
export const sendContract = (orgId: string, contract: Contract): Promise<Contract> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/contracts/{contractId}/send', {
			params: at(orgId, contract.id),
			body: { version: contract.version }
		})
	);

/** Back to the draft; every signature so far is void. */
export const refuseContract = (
	orgId: string,
	contract: Contract,
	reason: string
): Promise<Contract> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/contracts/{contractId}/refuse', {
			params: at(orgId, contract.id),
			body: { version: contract.version, reason }
		})
	);

/** Gives it up for good before it is in force. */
export const cancelContract = (
	orgId: string,
	contract: Contract,
	reason: string
): Promise<Contract> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/contracts/{contractId}/cancel', {
			params: at(orgId, contract.id),
			body: { version: contract.version, reason }
		})
	);

/** What is signed: its hashes, who must sign and who has. */
export const getDocument = (
	orgId: string,
	contractId: string,
	number: number
): Promise<ContractDocument> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/contracts/{contractId}/documents/{number}', {
			params: document(orgId, contractId, number)
		})
	);

/** The address of the PDF, byte for byte as it is signed. */
export const pdfUrl = (
	orgId: string,
	contractId: string,
	number: number,
	language: 'vi' | 'en'
): string =>
	`/api/v1/orgs/${encodeURIComponent(orgId)}/contracts/${encodeURIComponent(contractId)}` +
	`/documents/${number}/pdf?lang=${language}`;

/** The same for the Alliance. */
export const alliancePdfUrl = (contractId: string, number: number, language: 'vi' | 'en'): string =>
	`/api/v1/alliance/contracts/${encodeURIComponent(contractId)}` +
	`/documents/${number}/pdf?lang=${language}`;

/** Sends a one-time code to the signer's e-mail; tells until when it holds. */
export const requestCode = (
	orgId: string,
	contractId: string,
	number: number
): Promise<Schema['SigningCodeSent']> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/contracts/{contractId}/documents/{number}/code', {
			params: document(orgId, contractId, number)
		})
	);

/** Signs the document that was shown, named by the hash of its Vietnamese text. */
export const signDocument = (
	orgId: string,
	shown: ContractDocument,
	code: string
): Promise<ContractDocument> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/contracts/{contractId}/documents/{number}/sign', {
			params: { ...document(orgId, shown.contractId, shown.number), query: langQuery() },
			body: { code, sha256: shown.sha256Vi }
		})
	);

const of = (orgId: string, contractId: string) => ({ path: { orgId, contractId } });

/** What is to be paid, oldest first; no money moves here. */
export const listObligations = async (orgId: string, contractId: string): Promise<Obligation[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/contracts/{contractId}/obligations', {
				params: of(orgId, contractId)
			})
		)
	).items;

/** What happened, oldest first. */
export const listEvents = async (orgId: string, contractId: string): Promise<ContractEvent[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/contracts/{contractId}/events', {
				params: of(orgId, contractId)
			})
		)
	).items;

export const listAddenda = async (orgId: string, contractId: string): Promise<Addendum[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/contracts/{contractId}/addenda', {
				params: of(orgId, contractId)
			})
		)
	).items;

export const proposeAddendum = (
	orgId: string,
	contractId: string,
	body: AddendumInput
): Promise<Addendum> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/contracts/{contractId}/addenda', {
			params: of(orgId, contractId),
			body
		})
	);

/** Refuses an addendum, with the reason, or takes one's own back. */
export const endAddendum = (
	orgId: string,
	addendum: Addendum,
	action: 'refuse' | 'withdraw',
	reason: string
): Promise<Addendum> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/addenda/{addendumId}/end', {
			params: { path: { orgId, addendumId: addendum.id } },
			body: { action, version: addendum.version, ...(reason && { reason }) }
		})
	);

/** The calendar, for what an addendum may move. */
export const listPlanned = async (orgId: string, contractId: string): Promise<Delivery[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/contracts/{contractId}/deliveries', {
				params: at(orgId, contractId)
			})
		)
	).items.filter(({ status }) => status === 'planned');
