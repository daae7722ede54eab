import { error } from '@sveltejs/kit';
import { listMembers, listProgrammes, listProvinces } from '$features/alliance/programme-queries';
import { loading } from '$lib/api/load';
import { m } from '$lib/paraglide/messages';
import type { PageLoad } from './$types';

/** The API gives programmes as one short list only. */
export const load: PageLoad = async ({ params }) => {
	const [programmes, provinces, organisations] = await loading(
		Promise.all([listProgrammes(), listProvinces(), listMembers()])
	);
	const programme = programmes.find(({ id }) => id === params.programmeId);
	if (!programme) error(404, { message: m.error_missing_text() });
	return { programme, provinces, organisations };
};
