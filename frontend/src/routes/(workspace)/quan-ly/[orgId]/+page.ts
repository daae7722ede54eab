import { redirect } from '@sveltejs/kit';
import { listContracts, type Contract } from '$features/contract/queries';
import { listComing, listOffered, type Delivery } from '$features/delivery/queries';
import { OrderList } from '$features/fulfilment/inbox.svelte';
import { listInbox, type OrderStatus } from '$features/fulfilment/queries';
import { listOwnProducts, type OwnProduct } from '$features/listing/queries';
import { listRounds, type Round } from '$features/negotiation/queries';
import { listOffers, type OwnOffer } from '$features/offer/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { PageLoad } from './$types';

/** More than a day's work: what lies beyond is told as a number. */
const most = 300;

/** What waits in the three states that need work, and the goods for what runs out. */
export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	const { orgId } = params;
	if (membership.kind === 'alliance') redirect(307, href(paths.alliance));
	const waiting = new PagedList<Delivery>((cursor) => listComing(orgId, true, cursor, 24));
	const offered = new Remote(() => listOffered(orgId));
	if (membership.kind !== 'cooperative') {
		const rounds = new Remote<Round[]>(() => listRounds(orgId));
		await settle(Promise.all([waiting.load(), rounds.load()]));
		return { work: undefined, waiting, offered: undefined, rounds };
	}

	const inState = (status: OrderStatus) =>
		new OrderList((cursor) => listInbox(orgId, { status, limit: 100, cursor }));
	const work = {
		placed: inState('placed'),
		confirmed: inState('confirmed'),
		packed: inState('packed'),
		goods: new PagedList<OwnProduct>((cursor) => listOwnProducts(orgId, { limit: 100, cursor })),
		offers: new PagedList<OwnOffer>((cursor) => listOffers(orgId, { running: true, cursor })),
		contracts: new PagedList<Contract>((cursor) => listContracts(orgId, { limit: 50, cursor }))
	};
	const reads = [
		work.placed.load().then(() => work.placed.all(most)),
		work.confirmed.load(),
		work.packed.load(),
		work.goods.load().then(() => work.goods.all(most)),
		work.offers.load().then(() => work.offers.all(most)),
		work.contracts.load(),
		waiting.load(),
		offered.load()
	];
	await settle(Promise.all(reads));
	return { work, waiting, offered, rounds: undefined };
};
