import { getOffer, type OfferDetail } from '$features/offer/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { todayIso } from '$lib/date/vn';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../../cooperative-only';

export const load: PageLoad = async ({ params: { orgId, offerId }, parent }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	const remote = new Remote<OfferDetail>(() => getOffer(orgId, offerId));
	await settle(remote.load());
	return { remote, today: todayIso() };
};
