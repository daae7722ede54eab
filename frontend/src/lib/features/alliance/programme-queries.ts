import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Organisation } from './queries';

export type Programme = Schema['LinkageProgramme'];
export type ProgrammeInput = Schema['LinkageProgrammeInput'];
export type Province = Schema['ProvinceList']['items'][number];

/** All linkage programmes, those that end last first. */
export const listProgrammes = async (): Promise<Programme[]> =>
	(await answer(api.GET('/api/v1/linkage-programmes', { params: { query: langQuery() } }))).items;

export const addProgramme = (body: ProgrammeInput): Promise<Programme> =>
	answer(api.POST('/api/v1/alliance/linkage-programmes', { params: { query: langQuery() }, body }));

/** Changes a programme against the version in the body. */
export const changeProgramme = (programmeId: string, body: ProgrammeInput): Promise<Programme> =>
	answer(
		api.PUT('/api/v1/alliance/linkage-programmes/{programmeId}', {
			params: { path: { programmeId }, query: langQuery() },
			body
		})
	);

/** The provinces valid today. */
export const listProvinces = async (): Promise<Province[]> =>
	(await answer(api.GET('/api/v1/places/provinces'))).items;

/** Every organisation that can be a member: verified cooperatives and firms. */
export async function listMembers(): Promise<Organisation[]> {
	const all: Organisation[] = [];
	let cursor: string | undefined;
	do {
		const page = await answer(
			api.GET('/api/v1/alliance/organisations', {
				params: { query: { status: 'verified', limit: 100, cursor } }
			})
		);
		all.push(...page.items.filter(({ kind }) => kind !== 'alliance'));
		cursor = page.nextCursor ?? undefined;
	} while (cursor);
	return all;
}
