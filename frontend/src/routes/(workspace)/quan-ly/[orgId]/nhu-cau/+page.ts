import { redirect } from '@sveltejs/kit';
import { listOwnDemands, type Demand } from '$features/demand/queries';
import { readStatus } from '$features/demand/words';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, url, parent }) => {
	const { membership } = await parent();
	// A cooperative has no demands of its own; it reads single ones from its board.
	if (membership.kind !== 'buyer') redirect(307, href(paths.workspace(params.orgId)));
	const status = readStatus(url.searchParams.get('trang-thai'));
	const list = new PagedList<Demand>((cursor) => listOwnDemands(params.orgId, { status, cursor }));
	await settle(list.load());
	return { list, status };
};
