import { getHelpContact } from '$features/people/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const contact = new Remote(() => getHelpContact(params.orgId));
	await settle(contact.load());
	return { contact };
};
