import { error } from '@sveltejs/kit';
import { session } from '$features/party/session.svelte';
import { loading } from '$lib/api/load';
import { m } from '$lib/paraglide/messages';
import type { LayoutLoad } from './$types';

/** The membership by which the reader is here. Asked again once: they may just have joined. */
export const load: LayoutLoad = async ({ params, parent }) => {
	const { me } = await parent();
	const find = (from: typeof me | null) =>
		from?.memberships.find(({ orgId }) => orgId === params.orgId);
	const membership = find(me) ?? find(await loading(session.refresh()));
	if (!membership) {
		const detail = m.ws_not_member();
		const problem = {
			status: 403,
			code: 'client.not_member',
			title: '',
			detail,
			errors: [],
			meta: {}
		};
		error(403, { message: detail, problem });
	}
	return { membership };
};
