import { formatDateTime } from '$lib/date/vn';
import { m } from '$lib/paraglide/messages';
import type { OfferDetail } from './queries';
import { membership, nextStep, openMembers } from './standing';

/** Where an offer stands and what comes next, in words. */
export interface Outcome {
	title: string;
	text: string;
	tone: 'press' | 'plain' | 'good';
}

const plain = (title: string, text: string): Outcome => ({ title, text, tone: 'plain' });

function forMember(detail: OfferDetail, orgId: string): Outcome {
	const { offer, negotiation } = detail;
	const status = membership(offer, orgId)?.status;
	const date = formatDateTime(offer.answerBy);
	if (detail.mayConsent) {
		if (status === 'asked')
			return {
				title: m.offer_join_title({ name: offer.orgName }),
				text: m.offer_join_text({ date }),
				tone: 'press'
			};
		return status === 'consented'
			? plain(m.offer_joined_title(), m.offer_joined_text({ date, name: offer.orgName }))
			: plain(m.offer_refused_title(), m.offer_refused_text({ date }));
	}
	if (negotiation.status === 'open') {
		return status === 'consented'
			? plain(m.offer_wait_title(), m.offer_wait_text())
			: plain(m.offer_member_out_title(), m.offer_member_out_text({ name: offer.orgName }));
	}
	return over(detail);
}

/** The buyer has decided, or the demand ended. */
function over(detail: OfferDetail): Outcome {
	const { offer, negotiation } = detail;
	if (offer.status === 'awarded') {
		return {
			title: m.offer_awarded_title(),
			text: detail.contractId ? m.offer_awarded_contract() : m.offer_awarded_draft(),
			tone: 'good'
		};
	}
	if (negotiation.status === 'ended') return plain(m.offer_ended_title(), m.offer_ended_text());
	if (offer.status === 'lost') return plain(m.offer_lost_title(), m.offer_lost_text());
	return plain(m.offer_awarded_others(), m.offer_lost_text());
}

/** What a cooperative reads at the head of its offer. */
export function outcomeOf(detail: OfferDetail, orgId: string): Outcome {
	const { offer, negotiation } = detail;
	if (offer.orgId !== orgId) return forMember(detail, orgId);
	if (negotiation.status !== 'open') return over(detail);
	const date = formatDateTime(offer.answerBy);
	const may = (action: string) => detail.actions.includes(action);
	const step = nextStep({ ...offer, actions: detail.actions, mayConsent: false }, orgId);
	if (step === 'answer')
		return {
			title: m.offer_next_answer({ date }),
			text: offer.proposal.length > 0 ? m.offer_next_answer_text() : m.offer_next_free_text(),
			tone: 'press'
		};
	if (step === 'suggested')
		return {
			title: m.offer_next_suggested(),
			text: m.offer_next_suggested_text({ date }),
			tone: 'press'
		};
	const open = openMembers(offer);
	switch (offer.status) {
		case 'accepted':
		case 'countered':
			if (open.length > 0)
				return plain(
					m.offer_members_title(),
					m.offer_members_text({ names: open.map(({ name }) => name).join(', '), date })
				);
			return may('counter')
				? plain(m.offer_answered_title(), m.offer_answered_text({ date }))
				: plain(m.offer_wait_title(), m.offer_wait_text());
		case 'declined':
			return may('counter')
				? plain(m.offer_declined_title(), m.offer_declined_text({ date }))
				: plain(m.offer_declined_title(), m.offer_late_text());
		default:
			return plain(m.offer_lapsed_title(), m.offer_late_text());
	}
}
