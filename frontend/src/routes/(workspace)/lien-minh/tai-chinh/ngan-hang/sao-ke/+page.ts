import { listStatements, type BankStatement } from '$features/bank/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const list = new PagedList<BankStatement>(listStatements);
	await settle(list.load());
	return { list };
};
