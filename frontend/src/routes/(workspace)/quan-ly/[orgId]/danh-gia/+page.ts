import { listOrgReviews, type DeskReview } from '$features/review/desk-queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../cooperative-only';

export const load: PageLoad = async ({ params, parent, url }) => {
	const unanswered = url.searchParams.get('muc') === 'chua-tra-loi';
	const list = new PagedList<DeskReview>((cursor) =>
		listOrgReviews(params.orgId, { ...(unanswered && { unanswered }), cursor })
	);
	const [{ membership }] = await Promise.all([parent(), settle(list.load())]);
	cooperativeOnly(membership);
	return { list, unanswered };
};
