import { m } from '$lib/paraglide/messages';
import type { ContractStatus } from './queries';

/** The states, as tabs list them. */
export const statuses: readonly ContractStatus[] = [
	'draft',
	'signing',
	'active',
	'completed',
	'terminated'
];

export const statusText = (status: ContractStatus): string =>
	({
		draft: m.con_status_draft,
		signing: m.con_status_signing,
		active: m.con_status_active,
		completed: m.con_status_completed,
		terminated: m.con_status_terminated
	})[status]();

export const statusTone = (status: ContractStatus): 'plain' | 'good' | 'gold' | 'moss' =>
	({
		draft: 'plain' as const,
		signing: 'gold' as const,
		active: 'good' as const,
		completed: 'moss' as const,
		terminated: 'plain' as const
	})[status];
