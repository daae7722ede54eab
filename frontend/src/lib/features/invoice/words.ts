import { formatDate } from '$lib/date/vn';
import { m } from '$lib/paraglide/messages';
import type { ContractDue, Invoice } from './queries';

/** As tabs list them. */
export const states = ['open', 'overdue', 'paid'] as const;

/** Reads a state out of an address; anything else is none. */
export const readState = (text: string | null) => states.find((state) => state === text);

/** `29/10/2026 – 31/10/2026`, or the one day. */
export const daysText = ({ from, until }: Invoice): string =>
	from === until ? formatDate(from) : `${formatDate(from)} – ${formatDate(until)}`;

export const stateText = (state: Invoice['state']): string =>
	({ open: m.inv_state_open, overdue: m.inv_state_overdue, paid: m.inv_state_paid })[state]();

export const stateTone = (state: Invoice['state']) =>
	(({ open: 'warn', overdue: 'bad', paid: 'good' }) as const)[state];

export const dueText = (kind: ContractDue['kind']): string =>
	kind === 'deposit' ? m.inv_due_deposit() : m.inv_due_goods();
