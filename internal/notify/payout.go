package notify

// The kinds of messages about payouts and the books; all take TradeMail.
const (
	KindPayoutAccount     Kind = "payout_account"      // to the cooperative's owners: where its money goes was changed
	KindPayoutAccountHeld Kind = "payout_account_held" // to the same: the Alliance holds a change of it back
	KindPayoutPaid        Kind = "payout_paid"         // to the cooperative
	KindPayoutBounced     Kind = "payout_bounced"      // to the cooperative
	KindPayoutReturned    Kind = "payout_returned"     // to the Alliance: money that was sent stands on the statement as come back
	KindPayoutAsked       Kind = "payout_asked"        // to the Alliance: a cooperative asks for one
	KindPayoutGathered    Kind = "payout_gathered"     // to the Alliance: the weekly draft is there
	KindPayoutToApprove   Kind = "payout_to_approve"   // to the Alliance: a second person is needed
	KindBooksBroken       Kind = "books_broken"        // to the Alliance: a check found a fault
	// To a firm: money that went back to it came back from the bank. Title is the invoice's number or the contract's code.
	KindInvoiceRefundBounced Kind = "invoice_refund_bounced"
	KindDepositRefundBounced Kind = "deposit_refund_bounced"
	// KindPenaltyToApprove asks the Alliance for a second person; the others tell the cooperative.
	KindPenaltyToApprove Kind = "penalty_to_approve"
	KindPenaltyImposed   Kind = "penalty_imposed"
	KindPenaltyLifted    Kind = "penalty_lifted"
)

// PayoutKinds lists them.
func PayoutKinds() []Kind {
	return []Kind{
		KindPayoutAccount, KindPayoutAccountHeld, KindPayoutPaid, KindPayoutBounced, KindPayoutReturned, KindPayoutAsked, KindPayoutGathered, KindPayoutToApprove, KindBooksBroken,
		KindInvoiceRefundBounced, KindDepositRefundBounced,
		KindPenaltyToApprove, KindPenaltyImposed, KindPenaltyLifted,
	}
}
