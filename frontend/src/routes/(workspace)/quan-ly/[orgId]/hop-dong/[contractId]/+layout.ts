import { redirect } from '@sveltejs/kit';
import { getContract, type Contract } from '$features/contract/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { LayoutLoad } from './$types';

/**
 * The contract that all pages under here are about. They ask it again (`contract.load()`)
 * after a step that changes it.
 */
export const load: LayoutLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	if (membership.kind === 'alliance') redirect(307, href(paths.alliance));
	const contract = new Remote<Contract>(() => getContract(params.orgId, params.contractId));
	await settle(contract.load());
	return { contract };
};
