import { m } from '$lib/paraglide/messages';
import type { AuditKind, FirstSteps } from './queries';

export const auditKinds: AuditKind[] = [
	'orders',
	'stock',
	'goods',
	'people',
	'card',
	'trade',
	'other'
];

export function auditKindText(kind: AuditKind): string {
	return {
		orders: m.people_audit_orders,
		stock: m.people_audit_stock,
		goods: m.people_audit_goods,
		people: m.people_audit_people,
		card: m.people_audit_card,
		trade: m.people_audit_trade,
		other: m.people_audit_other
	}[kind]();
}

type Step = FirstSteps['steps'][number]['step'];

export function stepText(step: Step): { title: string; text: string } {
	return {
		card: { title: m.people_step_card(), text: m.people_step_card_text() },
		verified: { title: m.people_step_verified(), text: m.people_step_verified_text() },
		listing: { title: m.people_step_listing(), text: m.people_step_listing_text() },
		stock: { title: m.people_step_stock(), text: m.people_step_stock_text() },
		people: { title: m.people_step_people(), text: m.people_step_people_text() }
	}[step];
}
