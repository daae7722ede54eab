import { redirect } from '@sveltejs/kit';
import { listContracts, type Contract } from '$features/contract/queries';
import { readStatus } from '$features/contract/words';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, url, parent }) => {
	const { membership } = await parent();
	if (membership.kind === 'alliance') redirect(307, href(paths.alliance));
	const status = readStatus(url.searchParams.get('trang-thai'));
	const list = new PagedList<Contract>((cursor) => listContracts(params.orgId, { status, cursor }));
	await settle(list.load());
	return { list, status, reader: membership.kind };
};
