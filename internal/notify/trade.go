package notify

import (
	"fmt"
	"slices"
	"time"
)

// The kinds of messages about offers, contracts, deliveries, requisitions and credit; all take TradeMail.
const (
	KindTradeInvited     Kind = "trade_invited"      // to a cooperative
	KindTradeAnswered    Kind = "trade_answered"     // to the buyer: accepted or countered
	KindTradeDeclined    Kind = "trade_declined"     // to the buyer
	KindTradeRoundOver   Kind = "trade_round_over"   // to the buyer: the answer-by date has passed
	KindTradeAwarded     Kind = "trade_awarded"      // to a cooperative
	KindTradeLost        Kind = "trade_lost"         // to a cooperative
	KindTradeMemberAsked Kind = "trade_member_asked" // to a cooperative asked to join a bid
	KindTradeMessage     Kind = "trade_message"      // to the other side
	KindTradeMemberSaid  Kind = "trade_member_said"  // to who leads a bid: a member consented or refused

	KindContractToSign  Kind = "contract_to_sign"
	KindContractCode    Kind = "contract_code" // to one person
	KindContractActive  Kind = "contract_active"
	KindContractSigned  Kind = "contract_signed" // to the other signers: one has signed
	KindContractRefused Kind = "contract_refused"
	KindContractEnded   Kind = "contract_ended" // completed or terminated
	KindAddendumToSign  Kind = "addendum_to_sign"
	KindAddendumInForce Kind = "addendum_in_force"
	KindAddendumEnded   Kind = "addendum_ended" // refused or withdrawn

	KindDeliveryCalled    Kind = "delivery_called"    // to the cooperative
	KindDeliveryConfirmed Kind = "delivery_confirmed" // to the buyer
	KindDeliveryShipped   Kind = "delivery_shipped"   // to the buyer
	KindDeliveryAccepted  Kind = "delivery_accepted"  // to the cooperative
	KindDeliveryRefused   Kind = "delivery_refused"   // to the cooperative: in part or whole
	KindDeliveryMissed    Kind = "delivery_missed"    // to both
	KindShortfallRaised   Kind = "shortfall_raised"   // to the buyer and to who is short
	KindShortfallOffered  Kind = "shortfall_offered"  // to who could make it up
	KindShortfallTaken    Kind = "shortfall_taken"    // to the buyer and to who is short
	KindShortfallWaived   Kind = "shortfall_waived"   // to who is short, and where it was offered to the buyer
	KindShortfallLapsed   Kind = "shortfall_lapsed"   // to the buyer and to who is short: nobody took all of it

	KindRequisitionAsked     Kind = "requisition_asked"     // to the firm's owners
	KindRequisitionApproved  Kind = "requisition_approved"  // to who asked
	KindRequisitionRefused   Kind = "requisition_refused"   // to who asked
	KindRequisitionWithdrawn Kind = "requisition_withdrawn" // to the firm's owners
	KindRequisitionExpired   Kind = "requisition_expired"   // to who asked and to the owners

	KindListingStale Kind = "listing_stale" // to the cooperative: goods nobody touched were hidden

	KindCreditGranted   Kind = "credit_granted"   // to the firm: granted, changed or resumed
	KindCreditSuspended Kind = "credit_suspended" // to the firm

	KindInvoiceIssued  Kind = "invoice_issued"  // to the firm
	KindInvoiceOverdue Kind = "invoice_overdue" // to the firm, the day after and every week

	KindOcopReminder     Kind = "ocop_reminder"      // to the cooperative: a certificate ends in 6, 3 or 1 months
	KindOcopReminderDesk Kind = "ocop_reminder_desk" // the same to the Alliance
	KindReviewInvitation Kind = "review_invitation"  // to the buyer, some days after delivery
	KindReviewHidden     Kind = "review_hidden"      // to the author

	KindLotRecalledCooperative Kind = "lot_recalled_cooperative" // to the cooperative, when the Alliance recalled
)

// TradeKinds lists them.
func TradeKinds() []Kind {
	return []Kind{
		KindTradeInvited, KindTradeAnswered, KindTradeDeclined, KindTradeRoundOver, KindTradeAwarded, KindTradeLost, KindTradeMemberAsked,
		KindTradeMessage, KindTradeMemberSaid, KindContractToSign, KindContractCode, KindContractActive, KindContractSigned, KindContractRefused, KindContractEnded, KindAddendumToSign,
		KindAddendumInForce, KindAddendumEnded, KindDeliveryCalled, KindDeliveryConfirmed, KindDeliveryShipped, KindDeliveryAccepted,
		KindDeliveryRefused, KindDeliveryMissed, KindShortfallRaised, KindShortfallOffered, KindShortfallTaken, KindShortfallWaived, KindShortfallLapsed,
		KindRequisitionAsked, KindRequisitionApproved, KindRequisitionRefused, KindRequisitionWithdrawn, KindRequisitionExpired,
		KindCreditGranted, KindCreditSuspended, KindInvoiceIssued, KindInvoiceOverdue, KindOcopReminder, KindOcopReminderDesk, KindReviewInvitation, KindReviewHidden, KindListingStale, KindLotRecalledCooperative,
	}
}

// TradeMail is what messages about bulk trade show. Fields a kind has no use for
// stay empty.
type TradeMail struct {
	Code     string // of the demand, contract or delivery
	Title    string
	From     string // the organisation that did it
	Goods    string // named in the reader's language
	Quantity int64
	Unit     string
	Due      time.Time // a day of delivery
	Until    time.Time // a deadline
	// SigningCode opens nothing by itself; it is good for a few minutes and once.
	SigningCode string
	Reason      string
	AmountVND   int64
	URL         string // absolute, or a path of this site
}

func (b *builder) trade(v *view, m TradeMail) {
	v.URL, v.Footer = m.URL, b.say("footer.trade", nil)
	if isDesk(b.kind) {
		v.Footer = b.say("footer.desk", nil)
	}
	if slices.Contains(ReturnKinds(), b.kind) {
		v.Footer = b.say("footer.return", nil)
	}
	switch b.kind { //nolint:exhaustive // the others are told apart above
	case KindOcopReminder, KindOcopReminderDesk:
		v.Footer = b.say("footer.ocop", nil)
	case KindReviewInvitation, KindReviewHidden:
		v.Footer = b.say("footer.review", nil)
	}
	if slices.Contains(PayoutKinds(), b.kind) {
		v.Footer = b.say("footer.payout", nil)
	}
	b.fact(v, "label.code", m.Code)
	b.fact(v, "label.about", m.Title)
	b.fact(v, "label.goods", m.Goods)
	if m.Quantity > 0 && m.Unit != "" {
		b.fact(v, "label.quantity", fmt.Sprintf("%d %s", m.Quantity, m.Unit))
	}
	if !m.Due.IsZero() {
		b.fact(v, "label.due", m.Due.Format("02/01/2006"))
	}
	if !m.Until.IsZero() {
		b.fact(v, "label.until", b.words.time(m.Until))
	}
	if m.AmountVND > 0 {
		b.fact(v, "label.amount", b.words.money(m.AmountVND))
	}
	b.fact(v, "label.reason", m.Reason)
	b.fact(v, "label.signing_code", m.SigningCode)
}

// isTrade tells whether a kind takes TradeMail.
func isTrade(k Kind) bool {
	return slices.Contains(TradeKinds(), k) || isDesk(k) || slices.Contains(ReturnKinds(), k) || slices.Contains(PayoutKinds(), k)
}
