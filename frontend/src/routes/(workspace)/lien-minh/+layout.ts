import { error } from '@sveltejs/kit';
import { session } from '$features/party/session.svelte';
import { loading } from '$lib/api/load';
import { m } from '$lib/paraglide/messages';
import type { LayoutLoad } from './$types';

/** For members of an alliance only; asked again once, they may just have joined. */
export const load: LayoutLoad = async ({ parent }) => {
	const { me } = await parent();
	const find = (from: typeof me | null) =>
		from?.memberships.find(({ kind }) => kind === 'alliance');
	const membership = find(me) ?? find(await loading(session.refresh()));
	if (!membership) {
		const detail = m.ws_not_alliance();
		const problem = {
			status: 403,
			code: 'client.not_alliance',
			title: '',
			detail,
			errors: [],
			meta: {}
		};
		error(403, { message: detail, problem });
	}
	return { membership };
};
