import { m } from '$lib/paraglide/messages';
import type { ContractDue, Invoice } from './queries';

export const stateText = (state: Invoice['state']): string =>
	({ open: m.inv_state_open, overdue: m.inv_state_overdue, paid: m.inv_state_paid })[state]();

export const stateTone = (state: Invoice['state']) =>
	(({ open: 'warn', overdue: 'bad', paid: 'good' }) as const)[state];

export const dueText = (kind: ContractDue['kind']): string =>
	kind === 'deposit' ? m.inv_due_deposit() : m.inv_due_goods();
