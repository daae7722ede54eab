import { answer, api, type Schema } from '$lib/api/client';

export type OwnProduct = Schema['OwnProduct'];
export type OwnVariant = Schema['OwnVariant'];
export type OwnProductPage = Schema['OwnProductPage'];

/** A cooperative's goods in any state. */
export const listOwnProducts = (
	orgId: string,
	query: { cursor?: string; limit?: number; status?: ListingStatus } = {}
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

export type Listing = Schema['Listing'];
export type ListingChange = Schema['ListingChange'];
export type FieldChange = Schema['FieldChange'];
export type ListingStatus = Schema['ListingStatus'];
export type ListingAction = Schema['ListingActionRequest']['action'];

const of = (orgId: string, productId: string) => ({ params: { path: { orgId, productId } } });

/** Opens an empty draft under an id chosen here; sent twice it is one draft. */
export const startListing = (orgId: string, id: string): Promise<Listing> =>
	answer(api.POST('/api/v1/orgs/{orgId}/products', { params: { path: { orgId } }, body: { id } }));

export const getListing = (orgId: string, productId: string): Promise<Listing> =>
	answer(api.GET('/api/v1/orgs/{orgId}/products/{productId}/listing', of(orgId, productId)));

/** Changes fields, each against the value that was seen. */
export const editListing = (
	orgId: string,
	productId: string,
	changes: FieldChange[]
): Promise<Listing> =>
	answer(
		api.PATCH('/api/v1/orgs/{orgId}/products/{productId}/listing', {
			...of(orgId, productId),
			body: { changes }
		})
	);

export const copyListing = (orgId: string, productId: string, id: string): Promise<Listing> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/products/{productId}/copies', {
			...of(orgId, productId),
			body: { id }
		})
	);

export const previewListing = (orgId: string, productId: string): Promise<Schema['Product']> =>
	answer(api.GET('/api/v1/orgs/{orgId}/products/{productId}/preview', of(orgId, productId)));

export const getHistory = (
	orgId: string,
	productId: string,
	cursor?: string
): Promise<Schema['ListingHistory']> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/products/{productId}/history', {
			params: { path: { orgId, productId }, query: { cursor } }
		})
	);

export const undoChange = (orgId: string, productId: string, changeId: number): Promise<Listing> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/products/{productId}/history/{changeId}/undo', {
			params: { path: { orgId, productId, changeId } }
		})
	);

/** Lists, hides, plans, puts away or brings back. */
export const setStatus = (
	orgId: string,
	productId: string,
	body: Schema['UpdateOwnProduct']
): Promise<OwnProduct> =>
	answer(api.PATCH('/api/v1/orgs/{orgId}/products/{productId}', { ...of(orgId, productId), body }));

export const actOnListings = (
	orgId: string,
	action: ListingAction,
	products: { id: string; version: number }[]
): Promise<Schema['ListingActionResult']> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/listing-actions', {
			params: { path: { orgId } },
			body: { action, products }
		})
	);
