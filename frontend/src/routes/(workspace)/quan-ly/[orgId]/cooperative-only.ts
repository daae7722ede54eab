import { error } from '@sveltejs/kit';
import type { Membership } from '$features/organisation/queries';
import { m } from '$lib/paraglide/messages';

/** Orders to fulfil and goods are a cooperative's. Whoever else types their address is told so. */
export function cooperativeOnly({ kind, name }: Membership): void {
	if (kind === 'cooperative') return;
	const detail = m.ws_not_cooperative({ name });
	const problem = {
		status: 403,
		code: 'client.not_cooperative',
		title: '',
		detail,
		errors: [],
		meta: {}
	};
	error(403, { message: detail, problem });
}
