import { m } from '$lib/paraglide/messages';
import { FormState } from '$ui/form.svelte';
import type { BulkOrderRequest } from './queries';

/** What is typed about an order besides its lines. */
export interface OrderValues {
	fullName: string;
	phone: string;
	email: string;
	communeCode: string;
	communeText: string;
	line: string;
	note: string;
	programmeId: string;
	payment: string;
	terms: boolean;
	adult: boolean;
}

const slot = (orgId: string) => `cp-bulk-to:${orgId}`;

/** Where the firm's last order went, kept on this device: it is nearly always the same place. */
export function lastPlace(orgId: string): Partial<OrderValues> {
	try {
		const found: unknown = JSON.parse(localStorage.getItem(slot(orgId)) ?? '{}');
		if (typeof found !== 'object' || found === null) return {};
		const fields = ['fullName', 'phone', 'email', 'communeCode', 'communeText', 'line'] as const;
		const kept = found as Record<string, unknown>;
		return Object.fromEntries(
			fields.flatMap((field) => (typeof kept[field] === 'string' ? [[field, kept[field]]] : []))
		);
	} catch {
		return {};
	}
}

export function keepPlace(orgId: string, values: OrderValues): void {
	const { fullName, phone, email, communeCode, communeText, line } = values;
	try {
		localStorage.setItem(
			slot(orgId),
			JSON.stringify({ fullName, phone, email, communeCode, communeText, line })
		);
	} catch {
		// Storage full or forbidden: it is typed again.
	}
}

export type Field =
	| 'fullName'
	| 'phone'
	| 'email'
	| 'communeCode'
	| 'line'
	| 'note'
	| 'programmeId'
	| 'payment'
	| 'terms'
	| 'adult'
	| 'goods';

export const orderForm = () =>
	new FormState<Field>({
		'/contact/fullName': 'fullName',
		'/contact/phone': 'phone',
		'/contact/email': 'email',
		'/address/communeCode': 'communeCode',
		'/communeCode': 'communeCode',
		'/address/line': 'line',
		'/note': 'note',
		'/programmeId': 'programmeId',
		'/paymentMethod': 'payment',
		'/acceptTermsVersion': 'terms',
		'/adult': 'adult',
		'/lines': 'goods'
	});

/** What the device can tell before the server is asked. */
export const faultsOf = (
	values: OrderValues,
	sheet: { lines: readonly unknown[]; sound: boolean },
	minAge: number
): Partial<Record<Field, string | false>> => ({
	goods: (sheet.lines.length === 0 && m.bulk_need_lines()) || (!sheet.sound && m.bulk_need_mend()),
	fullName: !values.fullName.trim() && m.bulk_need_name(),
	phone: !values.phone.trim() && m.bulk_need_phone(),
	communeCode: !values.communeCode && m.bulk_need_commune(),
	line: !values.line.trim() && m.bulk_need_line(),
	terms: !values.terms && m.bulk_need_terms(),
	adult: minAge >= 18 && !values.adult && m.bulk_need_adult()
});

export const bodyOf = (
	values: OrderValues,
	lines: BulkOrderRequest['lines'],
	seen: { totalVnd: number; termsVersion: string },
	locale: 'vi' | 'en'
): BulkOrderRequest => ({
	lines,
	contact: {
		fullName: values.fullName.trim(),
		phone: values.phone.trim(),
		...(values.email.trim() && { email: values.email.trim() })
	},
	address: { communeCode: values.communeCode, line: values.line.trim() },
	...(values.note.trim() && { note: values.note.trim() }),
	paymentMethod: values.payment === 'pay_later' ? 'pay_later' : 'cod',
	...(values.programmeId && { programmeId: values.programmeId }),
	acceptTermsVersion: seen.termsVersion,
	...(values.adult && { adult: true }),
	expectedTotalVnd: seen.totalVnd,
	locale
});
