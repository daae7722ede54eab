import { listSessions } from '$features/party/account';
import { session } from '$features/party/session.svelte';
import { listConsents } from '$features/privacy/queries';
import { loading } from '$lib/api/load';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ depends }) => {
	depends('app:account');
	const me = await loading(session.known());
	if (!me) return { account: null };
	const [sessions, consents] = await loading(Promise.all([listSessions(), listConsents()]));
	return { account: { me, sessions: sessions.items, consents: consents.items } };
};
