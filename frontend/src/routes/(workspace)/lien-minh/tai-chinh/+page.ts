import { listOrganisations } from '$features/alliance/queries';
import {
	getTrialBalance,
	listCooperativeMoney,
	listRules,
	type CommissionRule,
	type CooperativeMoney,
	type TrialBalance
} from '$features/books/queries';
import { listRevenue, type Revenue } from '$features/payout/queries';
import { listCategories } from '$features/catalog/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

interface Choice {
	value: string;
	label: string;
}
interface Finance {
	trial: TrialBalance;
	cooperatives: CooperativeMoney[];
	rules: CommissionRule[];
	revenue: Revenue[];
	sellers: Choice[];
	categories: Choice[];
}

/** The books as the Alliance reads them: do they balance, who is owed what, what is kept. */
export const load: PageLoad = async () => {
	const remote = new Remote<Finance>(async () => {
		const [trial, cooperatives, rules, revenue, sellers, categories] = await Promise.all([
			getTrialBalance(),
			listCooperativeMoney(),
			listRules(),
			listRevenue(),
			listOrganisations({ kind: 'cooperative', limit: 100 }),
			listCategories()
		]);
		return {
			trial,
			cooperatives,
			rules,
			revenue,
			sellers: sellers.items.map((org) => ({ value: org.id, label: org.shortName })),
			categories: categories.items.map((one) => ({ value: one.slug, label: one.name }))
		};
	});
	await settle(remote.load());
	return { remote };
};
