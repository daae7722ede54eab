import { listMembers, listProvinces } from '$features/alliance/programme-queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const [provinces, organisations] = await loading(Promise.all([listProvinces(), listMembers()]));
	return { provinces, organisations };
};
