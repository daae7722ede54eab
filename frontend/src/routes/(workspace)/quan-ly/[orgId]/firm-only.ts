import { redirect } from '@sveltejs/kit';
import type { Membership } from '$features/organisation/queries';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';

/** Buying is a firm's: whoever else types the address lands on their own first page. */
export function firmOnly({ kind, orgId }: Membership): void {
	if (kind !== 'buyer') redirect(307, href(paths.workspace(orgId)));
}
