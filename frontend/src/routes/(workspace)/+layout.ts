import { redirect } from '@sveltejs/kit';
import { session, type Me } from '$features/party/session.svelte';
import { loading } from '$lib/api/load';
import { sharedPhone } from '$features/people/shared';
import { workPaths } from '$lib/config/workspace-paths';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import { isOffline, reading } from '$lib/offline/reading.svelte';
import { arrives } from '$lib/offline/person';
import { keptMe } from '$lib/offline/store';
import type { LayoutLoad } from './$types';

/**
 * Workspaces are for who is logged in; everybody else comes back here after log-in. The
 * server is asked even where this device remembers no log-in: it may have forgotten.
 * Without network it is whoever was logged in last on this device, until they log out.
 */
export const load: LayoutLoad = async ({ url }) => {
	const me = (await loading(known())) ?? (await loading(session.refresh()));
	if (!me) {
		const here = url.pathname + url.search;
		redirect(307, href(sharedPhone.known ? workPaths.sharedPhone(here) : paths.logIn(here)));
	}
	sharedPhone.remember(me.sharedPhone !== undefined);
	reading.own(me.id);
	await arrives(me.id);
	return { me };
};

async function known(): Promise<Me | null> {
	try {
		return await session.known();
	} catch (cause) {
		const last = isOffline(cause) ? ((await keptMe()) as Me | undefined) : undefined;
		if (!last) throw cause;
		return session.began(last);
	}
}
