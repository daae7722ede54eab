import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';

export type DeskReview = Schema['DeskReview'];
export type DeskState = Schema['ReviewDeskState'];

export const listOrgReviews = async (
	orgId: string,
	filter: { unanswered?: boolean; cursor?: string }
): Promise<Page<DeskReview>> => {
	const page = await answer(
		api.GET('/api/v1/orgs/{orgId}/reviews', {
			params: { path: { orgId }, query: { ...filter, ...langQuery() } }
		})
	);
	return { ...page, nextCursor: page.nextCursor ?? null };
};

export const reply = (orgId: string, reviewId: string, body: string): Promise<DeskReview> =>
	answer(
		api.PUT('/api/v1/orgs/{orgId}/reviews/{reviewId}/reply', {
			params: { path: { orgId, reviewId }, query: langQuery() },
			body: { body }
		})
	);

export const listDeskReviews = async (filter: {
	state?: DeskState;
	cursor?: string;
}): Promise<Page<DeskReview>> => {
	const page = await answer(
		api.GET('/api/v1/alliance/reviews', { params: { query: { ...filter, ...langQuery() } } })
	);
	return { ...page, nextCursor: page.nextCursor ?? null };
};

export const moderate = (reviewId: string, body: Schema['ReviewModeration']): Promise<DeskReview> =>
	answer(
		api.POST('/api/v1/alliance/reviews/{reviewId}/moderation', {
			params: { path: { reviewId }, query: langQuery() },
			body
		})
	);
