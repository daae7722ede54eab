import { SettlementList } from '$features/settlement/list.svelte';
import { settle } from '$lib/api/settle';
import { cooperativeOnly } from '../../cooperative-only';
import { coveredOnly } from '../../covered-only';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	coveredOnly(membership, 'money');
	const list = new SettlementList(params.orgId);
	await settle(list.load());
	return { list };
};
