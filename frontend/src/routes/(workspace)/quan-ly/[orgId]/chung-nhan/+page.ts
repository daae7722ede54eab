import { listCertifications, type Certification } from '$features/certification/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';
import { cooperativeOnly } from '../cooperative-only';

export const load: PageLoad = async ({ params, parent }) => {
	const list = new Remote<Certification[]>(() => listCertifications(params.orgId));
	const [{ membership }] = await Promise.all([parent(), settle(list.load())]);
	cooperativeOnly(membership);
	return { list };
};
