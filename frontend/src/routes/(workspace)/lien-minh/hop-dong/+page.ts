import { listProgrammes, type Programme } from '$features/alliance/programme-queries';
import { listAllContracts, type Contract } from '$features/contract/queries';
import { readStatus } from '$features/contract/words';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const status = readStatus(url.searchParams.get('tinh-trang'));
	const programmeId = url.searchParams.get('chuong-trinh') ?? undefined;
	const list = new PagedList<Contract>((cursor) =>
		listAllContracts({ status, programmeId, cursor })
	);
	const programmes = new Remote<Programme[]>(listProgrammes);
	await settle(Promise.all([list.load(), programmes.load()]));
	return { list, programmes, status, programmeId };
};
