import { redirect } from '@sveltejs/kit';
import { session } from '$features/party/session.svelte';
import { loading } from '$lib/api/load';
import { sharedPhone } from '$features/people/shared';
import { workPaths } from '$lib/config/workspace-paths';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { LayoutLoad } from './$types';

/**
 * Workspaces are for who is logged in; everybody else comes back here after log-in. The
 * server is asked even where this device remembers no log-in: it may have forgotten.
 */
export const load: LayoutLoad = async ({ url }) => {
	const me = (await loading(session.known())) ?? (await loading(session.refresh()));
	if (!me) {
		const here = url.pathname + url.search;
		redirect(307, href(sharedPhone.known ? workPaths.sharedPhone(here) : paths.logIn(here)));
	}
	sharedPhone.remember(me.sharedPhone !== undefined);
	return { me };
};
