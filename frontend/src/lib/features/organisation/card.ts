import { formatPhone } from '$lib/phone/format';
import type { Organisation } from './queries';

/** The fields of the public card, as the form and the API name them. */
export const cardFields = [
	'shortName',
	'registrationNo',
	'registrationIssuer',
	'registrationDate',
	'representative',
	'phone',
	'email',
	'address'
] as const;

export type CardField = (typeof cardFields)[number];
export type CardValues = Record<CardField, string>;

/** Every field with what is kept of it, the phone as people read it, empty where nothing is. */
export function cardValues(org: Partial<Record<CardField, string>>): CardValues {
	const values = Object.fromEntries(
		cardFields.map((field) => [field, org[field] ?? ''])
	) as CardValues;
	return { ...values, phone: formatPhone(values.phone) };
}

/**
 * Only what was changed, so that two people who mend different fields do not undo
 * each other. An empty text takes a field away; a date cannot be taken away.
 */
export function cardChanges(before: CardValues, now: CardValues): Partial<CardValues> {
	return Object.fromEntries(
		cardFields
			.filter((field) => now[field].trim() !== before[field])
			.filter((field) => field !== 'registrationDate' || now[field].trim() !== '')
			.map((field) => [field, now[field].trim()])
	);
}

/** What the law wants on the card and is still missing (a seller's, not a buyer's). */
export function missingOnCard(org: Organisation): CardField[] {
	if (org.kind !== 'cooperative') return [];
	const needed: CardField[] = [
		'registrationNo',
		'registrationIssuer',
		'registrationDate',
		'representative',
		'phone',
		'email',
		'address'
	];
	return needed.filter((field) => !org[field]);
}
