import { getImport, type Import } from '$features/exchange/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { cooperativeOnly } from '../../cooperative-only';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	const file = new Remote<Import>(() => getImport(params.orgId, params.importId));
	await settle(file.load());
	return { file };
};
