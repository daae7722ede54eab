import { redirect } from '@sveltejs/kit';
import { getSharedPhone } from '$features/people/queries';
import { sharedPhone } from '$features/people/shared';
import { ProblemError } from '$lib/api/problem';
import { Remote } from '$lib/api/remote.svelte';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { PageLoad } from './$types';

/** A phone that is not shared, or no longer, has a log-in page like any other. */
export const load: PageLoad = async ({ url }) => {
	const next = url.searchParams.get('next');
	const remote = new Remote(() => getSharedPhone());
	try {
		remote.data = await getSharedPhone();
	} catch (cause) {
		if (!(cause instanceof ProblemError)) throw cause;
		if (cause.problem.status === 404) {
			sharedPhone.remember(false);
			redirect(307, href(paths.logIn(next ?? undefined)));
		}
		remote.problem = cause.problem;
	}
	return { remote, next };
};
