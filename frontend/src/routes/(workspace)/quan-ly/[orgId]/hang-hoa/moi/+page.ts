import { listCategories, type Category } from '$features/catalog/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../../cooperative-only';
import { coveredOnly } from '../../covered-only';

export const load: PageLoad = async ({ parent }) => {
	const categories = new Remote<{ items: Category[] }>(() => listCategories());
	const [{ membership }] = await Promise.all([parent(), settle(categories.load())]);
	cooperativeOnly(membership);
	coveredOnly(membership, 'list');
	return { categories };
};
