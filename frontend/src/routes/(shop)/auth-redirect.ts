import { goto } from '$app/navigation';
import { cart } from '$features/cart/cart.svelte';
import type { Me } from '$features/party/session.svelte';
import { paths, safeNext, workspacePath } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';

/**
 * After log-in: to where one was going, else a member to the workspace and a shopper
 * to the account. The guest cart has become the account's, so it is asked for anew.
 */
export async function goOn(me: Me, next: string | null): Promise<void> {
	cart.load().catch(() => undefined); // The header's count can wait for the next page.
	const own = me.memberships.find((membership) => membership.status !== 'suspended');
	const fallback = href(own ? workspacePath(own) : paths.account);
	await goto(safeNext(next, fallback), { invalidateAll: true });
}
