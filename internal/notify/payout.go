package notify

// The kinds of messages about payouts and the books; all take TradeMail.
const (
	KindPayoutAccount   Kind = "payout_account"    // to the cooperative's owners: where its money goes was changed
	KindPayoutPaid      Kind = "payout_paid"       // to the cooperative
	KindPayoutBounced   Kind = "payout_bounced"    // to the cooperative
	KindPayoutReturned  Kind = "payout_returned"   // to the Alliance: money that was sent stands on the statement as come back
	KindPayoutAsked     Kind = "payout_asked"      // to the Alliance: a cooperative asks for one
	KindPayoutGathered  Kind = "payout_gathered"   // to the Alliance: the weekly draft is there
	KindPayoutToApprove Kind = "payout_to_approve" // to the Alliance: a second person is needed
	KindBooksBroken     Kind = "books_broken"      // to the Alliance: a check found a fault
)

// PayoutKinds lists them.
func PayoutKinds() []Kind {
	return []Kind{KindPayoutAccount, KindPayoutPaid, KindPayoutBounced, KindPayoutReturned, KindPayoutAsked, KindPayoutGathered, KindPayoutToApprove, KindBooksBroken}
}
