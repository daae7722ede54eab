import { formatDateTime, monthName } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import { formatCount } from '$lib/quantity/count';
import type { DemandLine, OfferMember, OfferStatus, OfferVersion, OwnOffer } from './queries';
import { nextStep } from './standing';

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent' | 'gold' | 'moss' | 'indigo';

export const statusText = (status: OfferStatus): string =>
	({
		invited: m.offer_status_invited,
		accepted: m.offer_status_accepted,
		countered: m.offer_status_countered,
		declined: m.offer_status_declined,
		lapsed: m.offer_status_lapsed,
		awarded: m.offer_status_awarded,
		lost: m.offer_status_lost
	})[status]();

export const statusTone = (status: OfferStatus): Tone =>
	({
		invited: 'accent' as const,
		accepted: 'good' as const,
		countered: 'good' as const,
		declined: 'plain' as const,
		lapsed: 'plain' as const,
		awarded: 'moss' as const,
		lost: 'plain' as const
	})[status];

export const memberText = (status: OfferMember['status']): string =>
	({
		asked: m.offer_member_asked,
		consented: m.offer_member_consented,
		refused: m.offer_member_refused
	})[status]();

export const memberTone = (status: OfferMember['status']): Tone =>
	({ asked: 'warn' as const, consented: 'good' as const, refused: 'bad' as const })[status];

/** The words on the one button of an offer in the list. */
export const stepText = (offer: OwnOffer, orgId: string): string =>
	({
		answer: m.offer_step_answer,
		suggested: m.offer_step_suggested,
		consent: m.offer_step_consent,
		look: m.offer_step_look
	})[nextStep(offer, orgId)]();

/** 4.000 or 4,000. */
export const count = (n: number): string => formatCount(n, lang());

export const money = (vnd: number): string => formatVnd(vnd, lang());

/** Tháng 1/2027 or January 2027, as the head of a row. */
export function monthText(month: string): string {
	const name = monthName(Number(month.slice(5, 7)), lang());
	const year = month.slice(0, 4);
	return lang() === 'vi' ? `${name.replace('t', 'T')}/${year}` : `${name} ${year}`;
}

/** In figures: 01/2027. */
export const monthFigures = (month: string): string => `${month.slice(5, 7)}/${month.slice(0, 4)}`;

/** From the first to the last of some months. */
export function monthsText(months: readonly string[]): string {
	const sorted = [...months].sort();
	const [first, last] = [sorted[0], sorted.at(-1)];
	if (!first || !last) return '';
	return first === last ? monthText(first) : `${monthText(first)} – ${monthText(last)}`;
}

/** 215.000 ₫, or from the lowest to the highest. */
export const priceRange = (low: number, high: number): string =>
	low === high ? money(low) : `${money(low)} – ${money(high)}`;

/** 1.500 con mỗi tháng. */
export function askedText(line: DemandLine): string {
	const quantity = `${count(line.quantity)} ${line.unitName}`;
	return {
		once: () => quantity,
		weekly: () => m.offer_a_week({ quantity }),
		monthly: () => m.offer_a_month({ quantity })
	}[line.frequency]();
}

/** What a version says happened, as a cooperative reads it. */
export const versionText = (version: OfferVersion, first: boolean): string => {
	switch (version.kind) {
		case 'proposal':
			if (first) return m.offer_version_first();
			return version.by === 'buyer' ? m.offer_version_buyer() : m.offer_version_proposal();
		case 'accept':
			return m.offer_version_accept();
		case 'counter':
			return m.offer_version_counter();
		case 'decline':
			return m.offer_version_decline();
		case 'lapse':
			return m.offer_version_lapse();
		case 'award':
			return m.offer_version_award();
		default:
			return m.offer_version_lose();
	}
};

/** `14:05, 23/11/2026`. */
export const momentText = formatDateTime;
