import { page } from '$app/state';
import type { Schema } from '$lib/api/client';
import { covers, type Permission } from './covers';

/**
 * Whether who reads this page may do at least one of some kinds of work in its
 * organisation. The server asks again; this only keeps useless buttons off the page.
 */
export function may(...some: Permission[]): boolean {
	const membership = page.data.membership as Schema['Membership'] | undefined;
	return membership !== undefined && covers(membership, ...some);
}
