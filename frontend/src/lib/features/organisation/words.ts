import { m } from '$lib/paraglide/messages';
import type { OrganisationKind, OrganisationStatus, Role } from './queries';

export function kindText(kind: OrganisationKind): string {
	return {
		cooperative: m.org_kind_cooperative,
		buyer: m.org_kind_buyer,
		alliance: m.org_kind_alliance
	}[kind]();
}

export function orgStatusText(status: OrganisationStatus): string {
	return {
		pending: m.org_status_pending,
		verified: m.org_status_verified,
		suspended: m.org_status_suspended
	}[status]();
}

export function orgStatusTone(status: OrganisationStatus): 'warn' | 'good' | 'bad' {
	return ({ pending: 'warn', verified: 'good', suspended: 'bad' } as const)[status];
}

export function roleText(role: Role): string {
	return {
		owner: m.org_role_owner,
		staff: m.org_role_staff,
		seller: m.people_role_seller,
		packer: m.people_role_packer,
		bookkeeper: m.people_role_bookkeeper
	}[role]();
}

/** What a role may do, in a line. */
export function roleNote(role: Role): string {
	return {
		owner: m.org_role_owner_note,
		staff: m.org_role_staff_note,
		seller: m.people_role_seller_note,
		packer: m.people_role_packer_note,
		bookkeeper: m.people_role_bookkeeper_note
	}[role]();
}

/** The roles that an organisation of a kind knows; the usual one for a newcomer first. */
export function rolesOf(kind: OrganisationKind): Role[] {
	return kind === 'cooperative' ? ['seller', 'packer', 'bookkeeper', 'owner'] : ['staff', 'owner'];
}
