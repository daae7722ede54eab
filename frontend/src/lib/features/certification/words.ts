import { m } from '$lib/paraglide/messages';
import type { Certification, CertificationKind } from './queries';

const kinds: Record<CertificationKind, () => string> = {
	vietgap: m.cer_k_vietgap,
	globalgap: m.cer_k_globalgap,
	organic: m.cer_k_organic,
	haccp: m.cer_k_haccp,
	iso22000: m.cer_k_iso22000,
	food_safety: m.cer_k_food_safety,
	lab: m.cer_k_lab,
	other: m.cer_k_other
};

export const kindChoices = (): { value: CertificationKind; label: string }[] =>
	(Object.keys(kinds) as CertificationKind[]).map((value) => ({ value, label: kinds[value]() }));

/** What it is called: a kind of ours, with what it covers, or its own name. */
export const titleOf = ({ kind, name }: Pick<Certification, 'kind' | 'name'>): string => {
	if (kind === 'other') return name ?? kinds.other();
	return name ? `${kinds[kind]()} · ${name}` : kinds[kind]();
};

export const stateTone = (state: Certification['state']) =>
	(({ valid: 'good', expiring: 'warn', expired: 'bad' }) as const)[state];

export const stateText = (state: Certification['state']): string =>
	({ valid: m.cer_s_valid, expiring: m.cer_s_expiring, expired: m.cer_s_expired })[state]();
