import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type Dossier = Schema['Dossier'];
export type DossierSummary = Schema['DossierSummary'];
export type DossierStatus = Schema['DossierStatus'];
export type DossierAction = Schema['DossierAction'];
export type ActInput = Schema['DossierActInput'];
export type Holding = Schema['OcopHolding'];
export type Rules = Schema['OcopRules'];
export type Figures = Schema['OcopFigures'];
export type Staff = Schema['OcopStaff'];
export type Level = Schema['OcopLevel'];
export interface DossierPage extends Page<DossierSummary> {
	counts: Record<string, number>;
}

/** Through whom a dossier is asked for: a cooperative's id, or none for the Alliance. */
export type Door = string | undefined;

export const getRules = (): Promise<Rules> =>
	answer(api.GET('/api/v1/ocop/rules', { params: { query: langQuery() } }));

export const listHoldings = async (door: Door): Promise<Holding[]> =>
	(door
		? await answer(
				api.GET('/api/v1/orgs/{orgId}/ocop/certificates', {
					params: { path: { orgId: door }, query: langQuery() }
				})
			)
		: await answer(
				api.GET('/api/v1/alliance/ocop/certificates', { params: { query: langQuery() } })
			)
	).items;

export const listDossiers = async (
	door: Door,
	filter: { status?: DossierStatus; cursor?: string }
): Promise<DossierPage> => {
	const query = { ...filter, ...langQuery() };
	const page = door
		? await answer(
				api.GET('/api/v1/orgs/{orgId}/ocop/dossiers', {
					params: { path: { orgId: door }, query }
				})
			)
		: await answer(api.GET('/api/v1/alliance/ocop/dossiers', { params: { query } }));
	return { ...page, nextCursor: page.nextCursor ?? null };
};

export const getDossier = (door: Door, dossierId: string): Promise<Dossier> =>
	door
		? answer(
				api.GET('/api/v1/orgs/{orgId}/ocop/dossiers/{dossierId}', {
					params: { path: { orgId: door, dossierId }, query: langQuery() }
				})
			)
		: answer(
				api.GET('/api/v1/alliance/ocop/dossiers/{dossierId}', {
					params: { path: { dossierId }, query: langQuery() }
				})
			);

export const createDossier = (
	orgId: string,
	key: string,
	body: Schema['DossierInput']
): Promise<Dossier> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/ocop/dossiers', {
			params: { path: { orgId }, query: langQuery(), header: { 'Idempotency-Key': key } },
			body
		})
	);

/** The Alliance opens one for whichever cooperative sells the product. */
export const openDossierFor = (key: string, body: Schema['DossierInput']): Promise<Dossier> =>
	answer(
		api.POST('/api/v1/alliance/ocop/dossiers', {
			params: { query: langQuery(), header: { 'Idempotency-Key': key } },
			body
		})
	);

/** Every verified cooperative by name. */
export async function listSellers(): Promise<{ slug: string; name: string }[]> {
	const all: { slug: string; name: string }[] = [];
	for (let cursor: string | undefined; ;) {
		const page = await answer(
			api.GET('/api/v1/cooperatives', { params: { query: { limit: 100, cursor, ...langQuery() } } })
		);
		all.push(...page.items.map(({ slug, name }) => ({ slug, name })));
		if (!page.nextCursor) return all;
		cursor = page.nextCursor;
	}
}

/** What a cooperative has on the shelf. */
export const listGoodsOf = async (cooperative: string): Promise<{ id: string; name: string }[]> =>
	(
		await answer(
			api.GET('/api/v1/products', {
				params: { query: { cooperative, limit: 100, ...langQuery() } }
			})
		)
	).items.map(({ id, name }) => ({ id, name }));

export const saveScores = (
	orgId: string,
	dossierId: string,
	body: Schema['DossierScoresInput']
): Promise<Dossier> =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/ocop/dossiers/{dossierId}', {
			params: { path: { orgId, dossierId }, query: langQuery() },
			body
		})
	);

export const act = (door: Door, dossierId: string, body: ActInput): Promise<Dossier> =>
	door
		? answer(
				api.POST('/api/v1/orgs/{orgId}/ocop/dossiers/{dossierId}/act', {
					params: { path: { orgId: door, dossierId }, query: langQuery() },
					body
				})
			)
		: answer(
				api.POST('/api/v1/alliance/ocop/dossiers/{dossierId}/act', {
					params: { path: { dossierId }, query: langQuery() },
					body
				})
			);

export const comment = (
	door: Door,
	dossierId: string,
	key: string,
	body: string
): Promise<Dossier> => {
	const header = { 'Idempotency-Key': key };
	return door
		? answer(
				api.POST('/api/v1/orgs/{orgId}/ocop/dossiers/{dossierId}/comments', {
					params: { path: { orgId: door, dossierId }, query: langQuery(), header },
					body: { body }
				})
			)
		: answer(
				api.POST('/api/v1/alliance/ocop/dossiers/{dossierId}/comments', {
					params: { path: { dossierId }, query: langQuery(), header },
					body: { body }
				})
			);
};

const filesUrl = (door: Door, id: string) =>
	door
		? `/api/v1/orgs/${encodeURIComponent(door)}/ocop/dossiers/${encodeURIComponent(id)}/files`
		: `/api/v1/alliance/ocop/dossiers/${encodeURIComponent(id)}/files`;

/** Where a file is sent to. */
export const uploadUrl = (door: Door, id: string, criterion: string, name: string) =>
	`${filesUrl(door, id)}?${new URLSearchParams({ ...(criterion && { criterion }), name: name.slice(-160) }).toString()}`;

export const fileUrl = (door: Door, id: string, fileId: string) =>
	`${filesUrl(door, id)}/${encodeURIComponent(fileId)}`;

export const removeFile = (
	orgId: string,
	dossierId: string,
	evidenceId: string
): Promise<unknown> =>
	answer(
		api.DELETE('/api/v1/orgs/{orgId}/ocop/dossiers/{dossierId}/files/{evidenceId}', {
			params: { path: { orgId, dossierId, evidenceId } }
		})
	);

export const listStaff = async (): Promise<Staff[]> =>
	(await answer(api.GET('/api/v1/alliance/ocop/staff', {}))).items;

export const assign = (dossierId: string, userId?: string): Promise<Dossier> =>
	answer(
		api.PUT('/api/v1/alliance/ocop/dossiers/{dossierId}/assignee', {
			params: { path: { dossierId }, query: langQuery() },
			body: userId ? { userId } : {}
		})
	);

export const getFigures = (): Promise<Figures> =>
	answer(api.GET('/api/v1/alliance/ocop/figures', {}));
