import { draftOf } from '$features/supply/draft';
import { CapacityEditor } from '$features/supply/editor.svelte';
import { getCapacity, listTypes } from '$features/supply/queries';
import { loading } from '$lib/api/load';
import { todayIso } from '$lib/date/vn';
import { coveredOnly } from '../../../covered-only';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId, capacityId }, parent }) => {
	coveredOnly((await parent()).membership, 'trade');
	const [types, { capacity }] = await loading(
		Promise.all([listTypes(), getCapacity(orgId, capacityId)])
	);
	return {
		types,
		capacity,
		today: todayIso(),
		editor: new CapacityEditor({ orgId, types, capacity, draft: draftOf(capacity) })
	};
};
