import { SettlementList } from '$features/settlement/list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const list = new SettlementList();
	await settle(list.load());
	return { list };
};
