import { listOwnProducts, type ListingStatus, type OwnProduct } from '$features/listing/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../cooperative-only';

const states: readonly ListingStatus[] = [
	'listed',
	'draft',
	'in_review',
	'refused',
	'hidden',
	'archived'
];

export const load: PageLoad = async ({ params, parent, url }) => {
	const asked = url.searchParams.get('trang-thai');
	const status = states.find((one) => one === asked);
	const list = new PagedList<OwnProduct>((cursor) =>
		listOwnProducts(params.orgId, { limit: 50, cursor, status })
	);
	const [{ membership }] = await Promise.all([parent(), settle(list.load())]);
	cooperativeOnly(membership);
	return { list, status, states };
};
