import {
	listSearches,
	listSynonyms,
	type SearchCount,
	type Synonym
} from '$features/alliance/search-queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const days = [7, 30, 90].find((n) => String(n) === url.searchParams.get('ngay')) ?? 30;
	const most = url.searchParams.get('xem') === 'nhieu';
	const remote = new Remote<{ searches: SearchCount[]; synonyms: Synonym[] }>(async () => {
		const [searches, synonyms] = await Promise.all([listSearches(days, !most), listSynonyms()]);
		return { searches: searches.items, synonyms: synonyms.items };
	});
	await settle(remote.load());
	return { remote, days, most };
};
