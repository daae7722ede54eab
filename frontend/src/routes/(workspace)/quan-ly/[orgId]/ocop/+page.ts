import {
	getRules,
	listDossiers,
	listHoldings,
	type DossierPage,
	type DossierStatus,
	type DossierSummary,
	type Holding,
	type Rules
} from '$features/dossier/queries';
import { statuses } from '$features/dossier/words';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../cooperative-only';

export const load: PageLoad = async ({ params, parent, url }) => {
	const { orgId } = params;
	const asked = url.searchParams.get('trang-thai') as DossierStatus | null;
	const status = asked && statuses.includes(asked) ? asked : undefined;
	const list = new PagedList<DossierSummary, DossierPage>((cursor) =>
		listDossiers(orgId, { status, cursor })
	);
	const held = new Remote<Holding[]>(() => listHoldings(orgId));
	const rules = new Remote<Rules>(getRules);
	const [{ membership }] = await Promise.all([
		parent(),
		settle(list.load()),
		settle(held.load()),
		settle(rules.load())
	]);
	cooperativeOnly(membership);
	return { list, held, rules, status };
};
