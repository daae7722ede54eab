import { listProductTypes, listProgrammes } from '$features/demand/queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const [types, programmes] = await loading(Promise.all([listProductTypes(), listProgrammes()]));
	return { types, programmes, importing: url.searchParams.has('nhap') };
};
