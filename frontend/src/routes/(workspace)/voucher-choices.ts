import { listOrganisations } from '$features/alliance/queries';
import { listCategories } from '$features/catalog/queries';
import { listOwnProducts } from '$features/listing/queries';
import type { Choice, VoucherChoices } from '$features/voucher/choices';

const categories = async (): Promise<Choice[]> =>
	(await listCategories()).items.map((one) => ({ value: one.slug, label: one.name }));

export const choicesOf = async (orgId: string): Promise<VoucherChoices> => {
	const [goods, kinds] = await Promise.all([listOwnProducts(orgId, { limit: 100 }), categories()]);
	return {
		products: goods.items.map((one) => ({ value: one.id, label: one.name })),
		categories: kinds,
		cooperatives: []
	};
};

export const choicesOfMarket = async (): Promise<VoucherChoices> => {
	const [sellers, kinds] = await Promise.all([
		listOrganisations({ kind: 'cooperative', limit: 100 }),
		categories()
	]);
	return {
		products: [],
		categories: kinds,
		cooperatives: sellers.items.map((org) => ({ value: org.id, label: org.shortName }))
	};
};
