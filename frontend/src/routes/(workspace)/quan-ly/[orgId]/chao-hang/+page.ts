import { listOffers, type OwnOffer } from '$features/offer/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../cooperative-only';

/** More than a cooperative negotiates at a time; what is owed must not hide on a second page. */
const most = 300;

export const load: PageLoad = async ({ params: { orgId }, parent, url }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	const over = url.searchParams.get('xem') === 'xong';
	const list = new PagedList<OwnOffer>((cursor) => listOffers(orgId, { running: !over, cursor }));
	await settle(list.load().then(() => (over ? undefined : list.all(most))));
	return { list, over };
};
