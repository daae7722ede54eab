import { listOwnProducts } from '$features/listing/queries';
import { listCapacities, type Capacity } from '$features/supply/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId } }) => {
	const remote = new Remote<{ capacities: Capacity[]; products: Record<string, string> }>(
		async () => {
			const capacities = await listCapacities(orgId);
			const products = capacities.some(({ productId }) => productId)
				? (await listOwnProducts(orgId, { limit: 100 })).items
				: [];
			return {
				capacities,
				products: Object.fromEntries(products.map(({ id, name }) => [id, name]))
			};
		}
	);
	await settle(remote.load());
	return { remote };
};
