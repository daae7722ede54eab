import { getCooperative, listProducts } from '$features/catalog/queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const [cooperative, goods] = await loading(
		Promise.all([getCooperative(params.slug), listProducts({ cooperative: params.slug })])
	);
	return { cooperative, goods };
};
