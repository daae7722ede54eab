import {
	getFigures,
	listDossiers,
	listHoldings,
	type DossierPage,
	type DossierStatus,
	type DossierSummary,
	type Figures,
	type Holding
} from '$features/dossier/queries';
import { statuses } from '$features/dossier/words';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** A page of dossiers with how many there are in each state. */
class Dossiers extends PagedList<DossierSummary, DossierPage> {
	counts: Record<string, number> = {};

	protected override told(page: DossierPage): void {
		this.counts = page.counts;
	}
}

export const load: PageLoad = async ({ url }) => {
	const asked = url.searchParams.get('trang-thai') as DossierStatus | null;
	const status = asked && statuses.includes(asked) ? asked : undefined;
	const list = new Dossiers((cursor) => listDossiers(undefined, { status, cursor }));
	const ending = new Remote<Holding[]>(() => listHoldings(undefined));
	const figures = new Remote<Figures>(getFigures);
	await Promise.all([settle(list.load()), settle(ending.load()), settle(figures.load())]);
	return { list, ending, figures, status };
};
