import { getInvitation } from '$features/party/account';
import { session } from '$features/party/session.svelte';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const [invitation, me] = await loading(
		Promise.all([getInvitation(params.token), session.known()])
	);
	return { invitation, me, token: params.token };
};
