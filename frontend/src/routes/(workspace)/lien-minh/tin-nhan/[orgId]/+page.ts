import { listLetters, type LiaisonMessage } from '$features/liaison/queries';
import { getVerificationFile } from '$features/verification/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { loading } from '$lib/api/load';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const list = new PagedList<LiaisonMessage>((cursor) =>
		listLetters('alliance', params.orgId, cursor)
	);
	const file = loading(getVerificationFile(params.orgId));
	await settle(list.load());
	return { list, orgId: params.orgId, name: (await file).organisation.shortName };
};
