import { Sheet } from '$features/bulk/sheet.svelte';
import { listProgrammes, type LinkageProgramme } from '$features/bulk/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { firmOnly } from '../firm-only';

export const load: PageLoad = async ({ params, url, parent }) => {
	const { membership } = await parent();
	firmOnly(membership);
	const sheet = new Sheet(params.orgId);
	const programmes = new Remote<LinkageProgramme[]>(() => listProgrammes(params.orgId));
	const importing = url.searchParams.has('nhap');
	if (membership.status === 'verified')
		await settle(Promise.all([sheet.open(), programmes.load()]));
	return { sheet, programmes, importing };
};
