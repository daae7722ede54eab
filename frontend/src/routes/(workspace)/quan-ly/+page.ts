import { redirect } from '@sveltejs/kit';
import { workspacePath } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { PageLoad } from './$types';

/** Who works for one organisation has nothing to choose. */
export const load: PageLoad = async ({ parent }) => {
	const { me } = await parent();
	const [only, ...others] = me.memberships;
	if (only && others.length === 0) redirect(307, href(workspacePath(only)));
	return {};
};
