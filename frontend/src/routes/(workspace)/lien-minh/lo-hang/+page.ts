import { allianceLots, type LotDetail } from '$features/trace/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const code = url.searchParams.get('ma')?.trim() ?? '';
	const remote = new Remote<LotDetail[]>(async () => (await allianceLots(code || undefined)).items);
	await settle(remote.load());
	return { remote, code };
};
