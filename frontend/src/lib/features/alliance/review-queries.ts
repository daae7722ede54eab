import { answer, api, langQuery, type Schema } from '$lib/api/client';

/** A listing that waits for its check; a list keeps rows by `id`. */
export type ListingReview = Schema['ListingReview'] & { id: string };

export const listListingReviews = async (
	cursor?: string
): Promise<Omit<Schema['ListingReviewPage'], 'items'> & { items: ListingReview[] }> => {
	const page = await answer(
		api.GET('/api/v1/alliance/listings', { params: { query: { cursor, ...langQuery() } } })
	);
	return { ...page, items: page.items.map((item) => ({ ...item, id: item.productId })) };
};

export const getListingForReview = (productId: string): Promise<Schema['Product']> =>
	answer(
		api.GET('/api/v1/alliance/listings/{productId}', {
			params: { path: { productId } }
		})
	);

/** @param reason to refuse: what the cooperative is told */
export const reviewListing = (
	productId: string,
	verdict: 'approve' | 'refuse',
	reason?: string
): Promise<Schema['ReviewedListing']> =>
	answer(
		api.POST('/api/v1/alliance/listings/{productId}/review', {
			params: { path: { productId } },
			body: { verdict, ...(reason && { reason }) }
		})
	);
