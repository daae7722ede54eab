import {
	getCredit,
	getRules,
	listPurchases,
	listRequests,
	type CreditAccount,
	type PurchaseSummary,
	type PurchasingRules,
	type RequisitionSummary
} from '$features/bulk/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { firmOnly } from '../firm-only';

export const load: PageLoad = async ({ params, url, parent }) => {
	const { membership } = await parent();
	firmOnly(membership);
	const { orgId } = params;
	const asked = url.searchParams.get('muc') === 'de-nghi';
	const orders = new PagedList<PurchaseSummary>((cursor) => listPurchases(orgId, cursor));
	const requests = new PagedList<RequisitionSummary>((cursor) => listRequests(orgId, { cursor }));
	const credit = new Remote<CreditAccount>(() => getCredit(orgId));
	const rules = new Remote<PurchasingRules>(() => getRules(orgId));
	const reads = [orders.load(), credit.load(), rules.load()];
	if (membership.status === 'verified') reads.push(requests.load());
	await settle(Promise.all(reads));
	return { orders, requests, credit, rules, asked };
};
