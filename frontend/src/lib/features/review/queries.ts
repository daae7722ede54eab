import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type Review = Schema['Review'];
export type ReviewPage = Schema['ReviewPage'];
export type Rating = Schema['RatingDetail'];
export type ReviewableLine = Schema['ReviewableLine'];
export type ReportReason = Schema['ReviewReportReason'];

/** How many stand on a product's page at first: the server writes the same into the first HTML. */
export const firstReviews = 3;

export const listReviews = (slug: string, limit: number, cursor?: string): Promise<ReviewPage> =>
	answer(
		api.GET('/api/v1/products/{slug}/reviews', {
			// In this order the address is the one that the server put into the first data.
			params: { path: { slug }, query: { ...langQuery(), limit, cursor } }
		})
	);

const secretQuery = (secret?: string) => ({ ...(secret && { k: secret }), ...langQuery() });

/** What of a purchase can be reviewed. @param secret from a guest's link */
export const listReviewable = async (id: string, secret?: string): Promise<ReviewableLine[]> =>
	(
		await answer(
			api.GET('/api/v1/purchases/{id}/reviews', {
				params: { path: { id }, query: secretQuery(secret) }
			})
		)
	).items;

export const putReview = (
	id: string,
	lineId: string,
	secret: string | undefined,
	body: Schema['ReviewInput']
): Promise<ReviewableLine> =>
	answer(
		api.PUT('/api/v1/purchases/{id}/lines/{lineId}/review', {
			params: { path: { id, lineId }, query: secretQuery(secret) },
			body
		})
	);

export const addPicture = (
	id: string,
	lineId: string,
	secret: string | undefined,
	picture: Blob
): Promise<ReviewableLine> =>
	answer(
		api.POST('/api/v1/purchases/{id}/lines/{lineId}/review/pictures', {
			params: { path: { id, lineId }, query: secretQuery(secret) },
			// The generated type takes a binary body for a string.
			body: new Blob([picture], { type: 'application/octet-stream' }) as unknown as string
		})
	);

export const removePicture = (
	id: string,
	lineId: string,
	photoId: string,
	secret?: string
): Promise<ReviewableLine> =>
	answer(
		api.DELETE('/api/v1/purchases/{id}/lines/{lineId}/review/pictures/{photoId}', {
			params: { path: { id, lineId, photoId }, query: secretQuery(secret) }
		})
	);

export const report = (reviewId: string, reason: ReportReason, note: string): Promise<unknown> =>
	answer(
		api.POST('/api/v1/reviews/{reviewId}/reports', {
			params: { path: { reviewId } },
			body: { reason, ...(note && { note }) }
		})
	);
