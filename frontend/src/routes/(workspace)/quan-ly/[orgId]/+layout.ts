import { error } from '@sveltejs/kit';
import type { Membership } from '$features/organisation/queries';
import { session, type Me } from '$features/party/session.svelte';
import { loading } from '$lib/api/load';
import { m } from '$lib/paraglide/messages';
import type { LayoutLoad } from './$types';

/** The membership by which the reader is here. Asked again once: they may just have joined. */
export const load: LayoutLoad = async ({ params, parent }) => {
	const { me } = await parent();
	const find = (from: typeof me | null) =>
		from?.memberships.find(({ orgId }) => orgId === params.orgId) ?? lookedAt(from, params.orgId);
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

/** What somebody of the Alliance sees who looks at this workspace: all of it, as an owner does. */
function lookedAt(me: Me | null, orgId: string): Membership | undefined {
	if (me?.viewing?.orgId !== orgId) return undefined;
	const { name, kind, status } = me.viewing;
	const can: Membership['can'] = ['read', 'list', 'trade', 'money', 'manage'];
	return { orgId, name, kind, status, role: 'owner', slug: '', can };
}
