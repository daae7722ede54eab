import { m } from '$lib/paraglide/messages';
import type { DossierAction, DossierStatus, Level } from './queries';

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'gold' | 'moss';

/** In the order of a dossier's life. */
export const statuses: DossierStatus[] = [
	'draft',
	'submitted',
	'commune_prescored',
	'province_scored',
	'central_scored',
	'certified',
	'expiring',
	're_evaluating',
	'expired',
	'replaced',
	'revoked',
	'failed',
	'withdrawn'
];

// Named one by one: by a computed name every page would carry every message.
export function statusText(status: DossierStatus): string {
	return {
		draft: m.dos_status_draft,
		submitted: m.dos_status_submitted,
		commune_prescored: m.dos_status_commune_prescored,
		province_scored: m.dos_status_province_scored,
		central_scored: m.dos_status_central_scored,
		certified: m.dos_status_certified,
		expiring: m.dos_status_expiring,
		re_evaluating: m.dos_status_re_evaluating,
		expired: m.dos_status_expired,
		replaced: m.dos_status_replaced,
		revoked: m.dos_status_revoked,
		failed: m.dos_status_failed,
		withdrawn: m.dos_status_withdrawn
	}[status]();
}

export function statusTone(status: DossierStatus): Tone {
	if (status === 'certified') return 'good';
	if (status === 'expiring' || status === 're_evaluating') return 'warn';
	if (status === 'expired' || status === 'revoked' || status === 'failed') return 'bad';
	return status === 'draft' || status === 'replaced' || status === 'withdrawn' ? 'plain' : 'moss';
}

export function levelText(level: Level): string {
	return {
		xa: m.dos_level_xa,
		huyen: m.dos_level_huyen,
		tinh: m.dos_level_tinh,
		trung_uong: m.dos_level_trung_uong
	}[level]();
}

/** What the Alliance does with a dossier; a cooperative's own steps have their buttons. */
export function actionText(action: DossierAction): string {
	return {
		submit: m.dos_submit,
		withdraw: m.dos_withdraw,
		return: m.dos_act_return,
		prescore: m.dos_act_prescore,
		score: m.dos_act_score,
		score_central: m.dos_act_score_central,
		certify: m.dos_act_certify,
		fail: m.dos_act_fail,
		revoke: m.dos_act_revoke
	}[action]();
}

/** Days from today in Viet Nam to a day; below 0 once it is over. */
export function daysLeft(day: string, today: string): number {
	return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
}
