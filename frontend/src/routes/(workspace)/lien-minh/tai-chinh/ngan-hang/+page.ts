import { getOverview, listLines, type BankLine, type BankOverview } from '$features/bank/queries';
import { isView, views, type View } from '$features/bank/words';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

/** Bank lines beside the books; `?xem=` chooses which lines. */
export const load: PageLoad = async ({ url }) => {
	const asked = url.searchParams.get('xem');
	const view: View = isView(asked) ? asked : 'goi-y';
	const overview = new Remote<BankOverview>(getOverview);
	const lines = new PagedList<BankLine>((cursor) => listLines({ state: views[view] }, cursor));
	await settle(Promise.all([overview.load(), lines.load()]));
	return { overview, lines, view };
};
