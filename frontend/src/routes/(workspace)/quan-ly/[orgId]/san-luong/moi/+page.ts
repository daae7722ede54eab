import { listOwnProducts } from '$features/listing/queries';
import { newDraft } from '$features/supply/draft';
import { CapacityEditor } from '$features/supply/editor.svelte';
import { listCapacities, listTypes } from '$features/supply/queries';
import { loading } from '$lib/api/load';
import { todayIso } from '$lib/date/vn';
import { coveredOnly } from '../../covered-only';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId }, url, parent }) => {
	coveredOnly((await parent()).membership, 'trade');
	const [types, declared, products] = await loading(
		Promise.all([listTypes(), listCapacities(orgId), listOwnProducts(orgId, { limit: 100 })])
	);
	const today = todayIso();
	const asked = url.searchParams.get('loai') ?? '';
	const typeCode = types.some(({ code }) => code === asked) ? asked : '';
	return {
		types,
		products: products.items.filter(({ status }) => status === 'listed'),
		today,
		editor: new CapacityEditor({ orgId, types, draft: newDraft(today, typeCode, declared[0]) })
	};
};
