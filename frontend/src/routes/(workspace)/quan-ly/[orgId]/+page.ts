import { redirect } from '@sveltejs/kit';
import { listContracts, type Contract } from '$features/contract/queries';
import { listComing, listOffered, type Delivery } from '$features/delivery/queries';
import { Day } from '$features/fulfilment/day.svelte';
import { listRounds, type Round } from '$features/negotiation/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { PageLoad } from './$types';

/** What waits for a cooperative, in one answer; for a firm what it can do here. */
export const load: PageLoad = async ({ params, parent }) => {
	const { membership } = await parent();
	const { orgId } = params;
	if (membership.kind === 'alliance') redirect(307, href(paths.alliance));
	const waiting = new PagedList<Delivery>((cursor) => listComing(orgId, true, cursor, 24));
	const offered = new Remote(() => listOffered(orgId));
	if (membership.kind !== 'cooperative') {
		const rounds = new Remote<Round[]>(() => listRounds(orgId));
		await settle(Promise.all([waiting.load(), rounds.load()]));
		return { day: undefined, contracts: undefined, waiting, offered: undefined, rounds };
	}

	const day = new Day(orgId);
	const contracts = new PagedList<Contract>((cursor) =>
		listContracts(orgId, { limit: 50, cursor })
	);
	// What stands below the day's orders comes when it comes: the day is not kept waiting.
	void Promise.all([contracts.load(), waiting.load(), offered.load()]);
	await settle(day.load());
	return { day, contracts, waiting, offered, rounds: undefined };
};
