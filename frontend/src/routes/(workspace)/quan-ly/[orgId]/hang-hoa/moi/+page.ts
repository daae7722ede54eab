import { listCategories, type Category } from '$features/catalog/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../../cooperative-only';

export const load: PageLoad = async ({ parent }) => {
	const categories = new Remote<{ items: Category[] }>(() => listCategories());
	const [{ membership }] = await Promise.all([parent(), settle(categories.load())]);
	cooperativeOnly(membership);
	return { categories };
};
