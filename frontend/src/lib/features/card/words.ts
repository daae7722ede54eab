import { m } from '$lib/paraglide/messages';
import type { SavedCard } from './queries';

const declines: Record<string, () => string> = {
	insufficient_funds: m.crd_decline_funds,
	expired_card: m.crd_decline_expired,
	incorrect_cvc: m.crd_decline_cvc,
	invalid_cvc: m.crd_decline_cvc,
	incorrect_number: m.crd_decline_number,
	lost_card: m.crd_decline_other,
	authentication_required: m.crd_decline_authentication,
	payment_intent_authentication_failure: m.crd_decline_authentication
};

/** Why a bank refused a card, in words that help. @param code Stripe's */
export const declineText = (code: string): string => (declines[code] ?? m.crd_decline_other)();

const brands: Record<string, string> = {
	visa: 'Visa',
	mastercard: 'Mastercard',
	amex: 'American Express',
	jcb: 'JCB',
	unionpay: 'UnionPay',
	diners: 'Diners Club',
	discover: 'Discover'
};

/** "Visa •••• 4242". */
export const cardName = (card: SavedCard): string =>
	`${brands[card.brand] ?? m.crd_card()} •••• ${card.last4}`;

/** "12/2031". */
export const cardUntil = (card: SavedCard): string =>
	`${String(card.month).padStart(2, '0')}/${String(card.year)}`;

const disputes: Record<string, () => string> = {
	warning_needs_response: m.crd_dispute_inquiry,
	warning_under_review: m.crd_dispute_inquiry,
	warning_closed: m.crd_dispute_closed,
	needs_response: m.crd_dispute_respond,
	under_review: m.crd_dispute_review,
	won: m.crd_dispute_won,
	lost: m.crd_dispute_lost
};
export const disputeText = (status: string): string => disputes[status]?.() ?? status;

const reasons: Record<string, () => string> = {
	product_not_received: m.crd_reason_not_received,
	product_unacceptable: m.crd_reason_unacceptable,
	fraudulent: m.crd_reason_fraud,
	duplicate: m.crd_reason_duplicate,
	credit_not_processed: m.crd_reason_credit,
	unrecognized: m.crd_reason_unrecognized
};
export const reasonText = (reason: string): string => (reasons[reason] ?? m.crd_reason_other)();

const payouts: Record<string, () => string> = {
	paid: m.crd_payout_paid,
	pending: m.crd_payout_coming,
	in_transit: m.crd_payout_coming,
	failed: m.crd_payout_failed,
	canceled: m.crd_payout_failed
};
export const payoutText = (status: string): string => payouts[status]?.() ?? status;
