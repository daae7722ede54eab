import { formatDate } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import type { ComingMoney, CommissionRule, MoneyEntry } from './queries';

/** Why an order's part is not payable yet, and from when it is. */
export function reasonText({ reason, releaseAt }: ComingMoney): string {
	switch (reason) {
		case 'disputed':
			return m.mon_reason_disputed();
		case 'return_open':
			return m.mon_reason_return();
		case 'buyer_unpaid':
			return m.mon_reason_unpaid();
		case 'return_window':
			return m.mon_reason_window({ day: formatDate(releaseAt) });
	}
}

/** A text for every kind of event: one that is added to the contract does not compile without. */
const entries: Record<MoneyEntry['kind'], () => string> = {
	sale: m.mon_entry_sale,
	cash_kept: m.mon_entry_cash_kept,
	released: m.mon_entry_released,
	refund: m.mon_entry_refund,
	refund_paid: m.mon_entry_refund_paid,
	refund_back: m.mon_entry_refund_back,
	dispute: m.mon_entry_dispute,
	decided: m.mon_entry_decided,
	penalty: m.mon_entry_penalty,
	penalty_back: m.mon_entry_penalty_back,
	payout: m.mon_entry_payout,
	payout_paid: m.mon_entry_payout_paid,
	payout_bounced: m.mon_entry_bounced,
	payout_unsent: m.mon_entry_unsent,
	contract_paid: m.mon_entry_contract_paid,
	deposit_returned: m.mon_entry_deposit_returned,
	prepaid: m.mon_entry_prepaid,
	prepaid_back: m.mon_entry_prepaid_back,
	surplus: m.mon_entry_surplus,
	settled: m.mon_entry_settled,
	recorded_before: m.mon_entry_recorded_before,
	card_fee: m.mon_entry_card_fee,
	dispute_taken: m.mon_entry_dispute_taken,
	dispute_fee: m.mon_entry_dispute_fee,
	dispute_won: m.mon_entry_dispute_won,
	dispute_lost: m.mon_entry_dispute_lost,
	stripe_payout: m.mon_entry_stripe_payout,
	stripe_payout_failed: m.mon_entry_stripe_payout_failed
};

/** All kinds of events, as the contract lists them. */
export const entryKinds = Object.keys(entries) as MoneyEntry['kind'][];

/**
 * What an entry is for. A sale has two sides: what the goods bring and the commission.
 * @param amount as the cooperative gets it
 */
export function entryText(kind: MoneyEntry['kind'], amount: number): string {
	if (kind === 'sale' && amount < 0) return m.mon_entry_commission();
	return entries[kind]();
}

const accounts: Record<string, () => string> = {
	bank: m.mon_account_bank,
	stripe_clearing: m.mon_account_stripe,
	stripe_disputed: m.mon_account_stripe_disputed,
	carrier_clearing: m.mon_account_carrier,
	cod_clearing: m.mon_account_cod,
	buyer_receivable: m.mon_account_receivable,
	cooperative_pending: m.mon_account_pending,
	cooperative_payable: m.mon_account_payable,
	payout_clearing: m.mon_account_payout,
	disputed: m.mon_account_disputed,
	buyer_deposit: m.mon_account_deposit,
	refund_payable: m.mon_account_refund,
	suspense: m.mon_account_suspense,
	owner_funds: m.bnk_account_owner,
	other_income: m.bnk_account_income,
	commission: m.mon_account_commission,
	penalties: m.mon_account_penalties,
	promotion: m.mon_account_promotion,
	bank_fees: m.mon_account_fees,
	rounding: m.mon_account_rounding,
	losses: m.mon_account_losses
};

export const accountText = (kind: string): string => accounts[kind]?.() ?? kind;

/** `2,5 %`: hundredths of a percent as people read them. */
export const rateText = (basisPoints: number): string =>
	`${(basisPoints / 100).toLocaleString(lang() === 'vi' ? 'vi-VN' : 'en')} %`;

/** Basis points out of what was typed: `2,5`, `2.5 %`. Null where that is no rate. */
export function parseRate(typed: string): number | null {
	const match = /^(\d{1,2})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed.trim());
	if (!match) return null;
	return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** `01/12/2026 – 31/12/2026`, or from a day on. */
export function daysText({ from, until }: CommissionRule): string {
	return until
		? `${formatDate(from)} – ${formatDate(until)}`
		: m.mon_rule_from_on({ day: formatDate(from) });
}
