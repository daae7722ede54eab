import { getPurchase } from '$features/order/queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, url, depends }) => {
	depends('app:purchase');
	const secret = url.searchParams.get('k') ?? undefined;
	return { purchase: await loading(getPurchase(params.id, secret)), secret };
};
