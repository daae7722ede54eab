import { error } from '@sveltejs/kit';
import type { Membership } from '$features/organisation/queries';
import { roleText } from '$features/organisation/words';
import { covers, type Permission } from '$lib/access/covers';
import { m } from '$lib/paraglide/messages';

/** For pages that are nothing but a form: whoever comes by a link, and whose role does not cover it, is told so. */
export function coveredOnly(membership: Membership, ...some: Permission[]): void {
	if (covers(membership, ...some)) return;
	const detail = m.people_role_lacks({
		name: membership.name,
		role: roleText(membership.role).toLowerCase()
	});
	const problem = {
		status: 403,
		code: 'client.role_lacks',
		title: m.people_role_lacks_title(),
		detail,
		errors: [],
		meta: {}
	};
	error(403, { message: detail, problem });
}
