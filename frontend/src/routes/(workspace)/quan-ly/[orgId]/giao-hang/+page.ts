import { redirect } from '@sveltejs/kit';
import { listComing, type Delivery } from '$features/delivery/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { PageLoad } from './$types';

/** What is to come over all contracts; `?cho=1` leaves only what waits for us. */
export const load: PageLoad = async ({ params, parent, url }) => {
	const { membership } = await parent();
	if (membership.kind === 'alliance') redirect(307, href(paths.alliance));
	const waiting = url.searchParams.get('cho') === '1';
	const coming = new PagedList<Delivery>((cursor) => listComing(params.orgId, waiting, cursor, 50));
	await settle(coming.load());
	return { coming, waiting };
};
