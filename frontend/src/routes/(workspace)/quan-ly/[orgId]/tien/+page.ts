import { getOrgMoney, listEntries, type MoneyEntry, type OrgMoney } from '$features/books/queries';
import {
	getAccounts,
	listPayouts,
	type OrgPayout,
	type PayoutAccounts
} from '$features/payout/queries';
import { listOrgPenalties, type Penalty } from '$features/penalty/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { cooperativeOnly } from '../cooperative-only';
import { coveredOnly } from '../covered-only';
import type { PageLoad } from './$types';

/** What came, what comes, when and why; `?so=cho` lists what is pending. */
export const load: PageLoad = async ({ params, parent, url }) => {
	const { membership } = await parent();
	cooperativeOnly(membership);
	coveredOnly(membership, 'money');
	const account = url.searchParams.get('so') === 'cho' ? 'pending' : 'payable';
	const money = new Remote<OrgMoney>(() => getOrgMoney(params.orgId));
	const entries = new PagedList<MoneyEntry>((cursor) => listEntries(params.orgId, account, cursor));
	const accounts = new Remote<PayoutAccounts>(() => getAccounts(params.orgId));
	const penalties = new Remote<Penalty[]>(() => listOrgPenalties(params.orgId));
	const payouts = new Remote<OrgPayout[]>(() => listPayouts(params.orgId));
	await settle(
		Promise.all([
			...[money.load(), entries.load(), accounts.load()],
			...[payouts.load(), penalties.load()]
		])
	);
	return { money, entries, account, accounts, payouts, penalties };
};
