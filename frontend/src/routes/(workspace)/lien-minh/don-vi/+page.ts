import { listOrganisations, type Organisation } from '$features/alliance/queries';
import type { OrganisationKind, OrganisationStatus } from '$features/organisation/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

const kinds: OrganisationKind[] = ['cooperative', 'buyer', 'alliance'];
const standings: OrganisationStatus[] = ['pending', 'verified', 'suspended'];

export const load: PageLoad = async ({ url }) => {
	const kind = kinds.find((each) => each === url.searchParams.get('loai'));
	const status = standings.find((each) => each === url.searchParams.get('tinh-trang'));
	const list = new PagedList<Organisation>((cursor) => listOrganisations({ kind, status, cursor }));
	await settle(list.load());
	return { list, kind, status };
};
