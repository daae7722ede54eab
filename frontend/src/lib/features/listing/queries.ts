import { answer, api, type Schema } from '$lib/api/client';

export type OwnProduct = Schema['OwnProduct'];
export type OwnVariant = Schema['OwnVariant'];
export type OwnProductPage = Schema['OwnProductPage'];

/** A cooperative's goods in any state. */
export const listOwnProducts = (
	orgId: string,
	query: { cursor?: string; limit?: number } = {}
): Promise<OwnProductPage> =>
	answer(api.GET('/api/v1/orgs/{orgId}/products', { params: { path: { orgId }, query } }));

/** Puts a product on the shelf or takes it off. */
export const setListed = (
	orgId: string,
	product: Pick<OwnProduct, 'id' | 'version'>,
	listed: boolean
): Promise<OwnProduct> =>
	answer(
		api.PATCH('/api/v1/orgs/{orgId}/products/{productId}', {
			params: { path: { orgId, productId: product.id } },
			body: { status: listed ? 'listed' : 'hidden', version: product.version }
		})
	);

/** Changes price or counted stock against the version that was seen. */
export const updateVariant = (
	orgId: string,
	variantId: string,
	body: Schema['UpdateOwnVariant']
): Promise<OwnProduct> =>
	answer(
		api.PATCH('/api/v1/orgs/{orgId}/variants/{variantId}', {
			params: { path: { orgId, variantId } },
			body
		})
	);

export const removePicture = (orgId: string, pictureId: string): Promise<unknown> =>
	answer(
		api.DELETE('/api/v1/orgs/{orgId}/pictures/{pictureId}', {
			params: { path: { orgId, pictureId } }
		})
	);
