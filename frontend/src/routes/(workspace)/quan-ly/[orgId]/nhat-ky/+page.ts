import { error } from '@sveltejs/kit';
import { listMembers } from '$features/organisation/queries';
import {
	listAudit,
	type AuditEntry,
	type AuditFilter,
	type AuditKind
} from '$features/people/queries';
import { auditKinds } from '$features/people/words';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { m } from '$lib/paraglide/messages';
import type { PageLoad } from './$types';

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The filter lives in the address, so that a view can be kept and sent on. */
export const load: PageLoad = async ({ params, url, parent }) => {
	const { membership } = await parent();
	if (membership.role !== 'owner') {
		const detail = m.people_log_owner_only();
		const problem = {
			status: 403,
			code: 'client.owner_only',
			title: '',
			detail,
			errors: [],
			meta: {}
		};
		error(403, { message: detail, problem });
	}
	const query = (name: string) => url.searchParams.get(name) ?? undefined;
	const kind = query('ve') as AuditKind | undefined;
	const date = (name: string) => (day.test(query(name) ?? '') ? query(name) : undefined);
	const filter: AuditFilter = {
		actor: query('ai'),
		kind: kind && auditKinds.includes(kind) ? kind : undefined,
		from: date('tu'),
		to: date('den')
	};
	const list = new PagedList<AuditEntry>((cursor) => listAudit(params.orgId, filter, cursor));
	const members = new Remote(() => listMembers(params.orgId));
	await settle(Promise.all([list.load(), members.load()]));
	return { list, members, filter };
};
