import { listDemandBoard, listTypes } from '$features/report/queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const type = url.searchParams.get('loai') ?? '';
	const [page, types] = await loading(
		Promise.all([listDemandBoard(type ? { type } : {}), listTypes()])
	);
	return { page, types, type };
};
