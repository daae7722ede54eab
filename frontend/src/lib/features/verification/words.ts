import { formatDate } from '$lib/date/vn';
import { m } from '$lib/paraglide/messages';
import type { Identity, Level, PaperKind, Verification } from './queries';

export const levels: Level[] = ['good', 'average', 'weak', 'inactive'];
export const paperKinds: PaperKind[] = ['registration', 'identity', 'authorisation', 'other'];

export function levelText(level: Level): string {
	switch (level) {
		case 'good':
			return m.ver_level_good();
		case 'average':
			return m.ver_level_average();
		case 'weak':
			return m.ver_level_weak();
		case 'inactive':
			return m.ver_level_inactive();
	}
}

export function paperText(kind: PaperKind): string {
	switch (kind) {
		case 'registration':
			return m.ver_paper_registration();
		case 'identity':
			return m.ver_paper_identity();
		case 'authorisation':
			return m.ver_paper_authorisation();
		case 'other':
			return m.ver_paper_other();
	}
}

export function statusText(status: Verification['status']): string {
	switch (status) {
		case 'submitted':
			return m.ver_status_submitted();
		case 'approved':
			return m.ver_status_approved();
		case 'refused':
			return m.ver_status_refused();
		case 'withdrawn':
			return m.ver_status_withdrawn();
	}
}

export function statusTone(status: Verification['status']): 'warn' | 'good' | 'bad' | 'plain' {
	const tones = {
		submitted: 'warn',
		approved: 'good',
		refused: 'bad',
		withdrawn: 'plain'
	} as const;
	return tones[status];
}

/** The fields of a seller's identity, in the order in which they are read. */
export function identityRows(
	identity: Identity
): { key: keyof Identity; label: string; text: string }[] {
	return [
		{ key: 'legalName', label: m.org_legal_name(), text: identity.legalName },
		{ key: 'businessLine', label: m.ver_line(), text: identity.businessLine },
		{ key: 'registrationNo', label: m.org_registration_no(), text: identity.registrationNo },
		{
			key: 'registrationIssuer',
			label: m.org_registration_issuer(),
			text: identity.registrationIssuer
		},
		{
			key: 'registrationDate',
			label: m.org_registration_date(),
			text: identity.registrationDate ? formatDate(identity.registrationDate) : ''
		},
		{ key: 'representative', label: m.org_representative(), text: identity.representative },
		{ key: 'address', label: m.org_address(), text: identity.address }
	];
}

/** What is submitted beside what is on record; `was` only where the two differ. Pure. */
export function compared(
	before: Identity,
	now: Identity
): { key: string; label: string; text: string; was?: string }[] {
	const old = identityRows(before);
	return identityRows(now).map((row, i) => ({
		...row,
		...(old[i] && old[i].text !== row.text && { was: old[i].text })
	}));
}

export const missingText = (field: string): string =>
	({
		registrationNo: m.org_registration_no(),
		registrationIssuer: m.org_registration_issuer(),
		registrationDate: m.org_registration_date(),
		representative: m.org_representative(),
		address: m.org_address()
	})[field] ?? field;
