import { listDeskReviews, type DeskReview, type DeskState } from '$features/review/desk-queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

const states: Record<string, DeskState> = { 'dang-an': 'hidden', 'tat-ca': 'all' };

export const load: PageLoad = async ({ url }) => {
	const state = states[url.searchParams.get('muc') ?? ''] ?? 'reported';
	const list = new PagedList<DeskReview>((cursor) => listDeskReviews({ state, cursor }));
	await settle(list.load());
	return { list, state };
};
