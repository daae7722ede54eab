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
	return role === 'owner' ? m.org_role_owner() : m.org_role_staff();
}
