package books

import (
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
)

// The kinds of transactions.
const (
	KindPrepaid       = "prepaid"        // money came before the goods went
	KindPrepaidBack   = "prepaid_back"   // goods that were paid for will not come
	KindSurplus       = "surplus"        // more came than was asked, or too late: it goes back
	KindSale          = "sale"           // goods were delivered
	KindCashKept      = "cash_kept"      // the cooperative took the cash at the door
	KindSettled       = "settled"        // a firm paid for goods it had
	KindReleased      = "released"       // the time to return goods is over
	KindRefund        = "refund"         // money goes back to the buyer
	KindRefundPaid    = "refund_paid"    // it went
	KindDispute       = "dispute"        // held back until decided
	KindDecided       = "decided"        // to whom it goes
	KindPenalty       = "penalty"        // the cooperative pays one
	KindPenaltyBack   = "penalty_back"   // and it was taken back
	KindPayout        = "payout"         // ordered to the bank
	KindPayoutPaid    = "payout_paid"    // on the bank's statement
	KindPayoutBounced = "payout_bounced" // came back
	KindPayoutUnsent  = "payout_unsent"  // the order was discarded before it went
)

// Sale is a delivered order as the books have it.
type Sale struct {
	OrderID, PurchaseID, OrgID ident.ID
	BuyerOrgID                 ident.ID // ident.Nil: a person's
	Method                     payment.MethodCode
	// Goods and Shipping are what the cooperative gets for them: less what of a discount it
	// bears itself, with what the market pays of it.
	Goods, Shipping           money.VND
	PromoGoods, PromoShipping money.VND // of these, what the market pays in the buyer's place
	PromoBack                 money.VND // of that, what came back with refunds
	Commission                money.VND
	RefundedGoods             money.VND
	RefundedShipping          money.VND
	CommissionBack            money.VND
	Disputed                  money.VND
	DeliveredAt               time.Time
	PaidAt                    time.Time // zero: not yet
	ReleaseAt                 time.Time
	ReleasedAt                time.Time // zero: not yet
}

// Total is what the buyer paid or pays.
func (s Sale) Total() money.VND { return s.PaidGoods() + s.PaidShipping() }

// PaidGoods is what the buyer pays for the goods.
func (s Sale) PaidGoods() money.VND { return s.Goods - s.PromoGoods }

// PaidShipping is what the buyer pays for the shipping.
func (s Sale) PaidShipping() money.VND { return s.Shipping - s.PromoShipping }

// Left is what of it was neither paid back nor is held.
func (s Sale) Left() money.VND {
	return s.Total() - s.RefundedGoods - s.RefundedShipping - s.Disputed
}

// account is where the cooperative's part stands.
func (s Sale) account() ledger.Account {
	if s.ReleasedAt.IsZero() {
		return ledger.CooperativePending.Of(s.OrgID)
	}
	return ledger.CooperativePayable.Of(s.OrgID)
}

// commissionBack is what of the commission goes back when so much of the goods was
// refunded in all: in proportion, to the nearest đồng, and all of it with the last one.
func (s Sale) commissionBack(refundedGoods money.VND) money.VND {
	return inProportion(s.Commission, refundedGoods, s.PaidGoods())
}

// promoBack is what of the market's part of the discount comes back when so much was
// refunded in all: in proportion as well.
func (s Sale) promoBack(refundedGoods, refundedShipping money.VND) money.VND {
	return inProportion(s.PromoGoods, refundedGoods, s.PaidGoods()) + inProportion(s.PromoShipping, refundedShipping, s.PaidShipping())
}

// inProportion is amount × part ÷ whole to the nearest đồng, all of it with the last of
// the whole; nothing of a whole of nothing.
func inProportion(amount, part, whole money.VND) money.VND {
	if whole == 0 {
		return 0
	}
	shares, err := money.Split(amount, []int64{int64(part), int64(whole - part)})
	if err != nil { // neither is negative, and together they are above zero
		return 0
	}
	return shares[0]
}

func (s Sale) transaction(kind, what string, at time.Time, lines ...ledger.Line) ledger.Transaction {
	return ledger.Transaction{Kind: kind, Event: "order:" + s.OrderID.String() + ":" + what, Subject: s.OrderID, At: at, Lines: nonZero(lines)}
}

// nonZero leaves out lines of nothing, as a shipping that was free.
func nonZero(lines []ledger.Line) []ledger.Line {
	out := lines[:0]
	for _, l := range lines {
		if l.Amount != 0 {
			out = append(out, l)
		}
	}
	return out
}

// prepaid: the bank has it, the buyer is owed goods or the money.
func prepaid(purchaseID, orderID ident.ID, amount money.VND, from ledger.Account, event string, at time.Time) ledger.Transaction {
	return ledger.Transaction{Kind: KindPrepaid, Event: event, Subject: orderID, At: at, Lines: []ledger.Line{
		ledger.Debit(from, amount), ledger.Credit(ledger.BuyerDeposit.Of(purchaseID), amount),
	}}
}

// prepaidBack: goods that were paid for will not come.
func prepaidBack(purchaseID, orderID ident.ID, version int64, amount money.VND, at time.Time) ledger.Transaction {
	return ledger.Transaction{
		Kind: KindPrepaidBack, Event: fmt.Sprintf("order:%s:lowered:%d", orderID, version), Subject: orderID, At: at, Lines: []ledger.Line{
			ledger.Debit(ledger.BuyerDeposit.Of(purchaseID), amount), ledger.Credit(ledger.RefundPayable.Of(purchaseID), amount),
		},
	}
}

// delivered: the cooperative has earned goods and shipping, less the commission, out
// of what was paid before, of what the firm owes, or of the cash taken at the door. What the market bears of a
// discount, it pays itself.
func delivered(s Sale) []ledger.Transaction {
	source := ledger.CODClearing.Of(s.OrgID)
	switch {
	case s.Method == payment.CodeCOD:
	case !s.PaidAt.IsZero():
		source = ledger.BuyerDeposit.Of(s.PurchaseID)
	default:
		source = ledger.BuyerReceivable.Of(s.BuyerOrgID)
	}
	pending := ledger.CooperativePending.Of(s.OrgID)
	out := []ledger.Transaction{s.transaction(KindSale, "delivered", s.DeliveredAt,
		ledger.Debit(source, s.Total()), ledger.Debit(ledger.Promotion.Own(), s.PromoGoods+s.PromoShipping),
		ledger.Credit(pending, s.Goods), ledger.Credit(pending, s.Shipping),
		ledger.Debit(pending, s.Commission), ledger.Credit(ledger.Commission.Own(), s.Commission))}
	if s.Method == payment.CodeCOD && s.Total() > 0 {
		out = append(out, s.transaction(KindCashKept, "cash-kept", s.DeliveredAt,
			ledger.Debit(pending, s.Total()), ledger.Credit(source, s.Total())))
	}
	return out
}

// settled: the firm's money came. What is more than it owed is kept for it.
func settled(s Sale, from ledger.Account, owed, amount money.VND, at time.Time) ledger.Transaction {
	off := min(owed, amount)
	return s.transaction(KindSettled, "settled", at, ledger.Debit(from, amount),
		ledger.Credit(ledger.BuyerReceivable.Of(s.BuyerOrgID), off), ledger.Credit(ledger.BuyerDeposit.Of(s.PurchaseID), amount-off))
}

// released: what is pending of the order becomes payable; net is what it has there, as posted.
func released(s Sale, net money.VND, at time.Time) ledger.Transaction {
	return s.transaction(KindReleased, "released", at,
		ledger.Debit(ledger.CooperativePending.Of(s.OrgID), -net), ledger.Credit(ledger.CooperativePayable.Of(s.OrgID), -net))
}

// refund: the cooperative's part and the commission are owed back to the buyer, and to
// the market what it paid of the discount.
func refund(s Sale, id ident.ID, amount, commission, promotion money.VND, at time.Time) ledger.Transaction {
	return s.transaction(KindRefund, "refund:"+id.String(), at, ledger.Debit(s.account(), amount+promotion-commission),
		ledger.Debit(ledger.Commission.Own(), commission), ledger.Credit(ledger.Promotion.Own(), promotion),
		ledger.Credit(ledger.RefundPayable.Of(s.PurchaseID), amount))
}

// Payer is out of whose hands a refund goes.
type Payer string

// The payers.
const (
	PayerMarket      Payer = "market"      // from the market's bank account
	PayerCooperative Payer = "cooperative" // from the cooperative's own, as for cash it took
	PayerInvoice     Payer = "invoice"     // taken off what the firm owes
)

// refundPaid: the money went to the buyer.
func refundPaid(s Sale, id ident.ID, amount money.VND, by Payer, at time.Time) ledger.Transaction {
	from := ledger.Bank.Own()
	switch by {
	case PayerMarket:
	case PayerCooperative:
		from = s.account()
	case PayerInvoice:
		from = ledger.BuyerReceivable.Of(s.BuyerOrgID)
	}
	return s.transaction(KindRefundPaid, "refund-paid:"+id.String(), at,
		ledger.Debit(ledger.RefundPayable.Of(s.PurchaseID), amount), ledger.Credit(from, amount))
}

// dispute: held back until decided.
func dispute(s Sale, id ident.ID, amount money.VND, at time.Time) ledger.Transaction {
	return s.transaction(KindDispute, "dispute:"+id.String(), at,
		ledger.Debit(s.account(), amount), ledger.Credit(ledger.Disputed.Of(s.OrgID), amount))
}

// decided: what is held goes back to where it was; what the buyer gets is a refund of its own.
func decided(s Sale, id ident.ID, amount money.VND, at time.Time) ledger.Transaction {
	return s.transaction(KindDecided, "decided:"+id.String(), at,
		ledger.Debit(ledger.Disputed.Of(s.OrgID), amount), ledger.Credit(s.account(), amount))
}

// penaltyBack undoes a penalty.
func penaltyBack(orgID, id ident.ID, amount money.VND, at time.Time) ledger.Transaction {
	return ledger.Transaction{Kind: KindPenaltyBack, Event: "penalty:" + id.String() + ":back", Subject: id, At: at, Lines: []ledger.Line{
		ledger.Debit(ledger.Penalties.Own(), amount), ledger.Credit(ledger.CooperativePayable.Of(orgID), amount),
	}}
}

func penalty(orgID, id ident.ID, amount money.VND, at time.Time) ledger.Transaction {
	return ledger.Transaction{Kind: KindPenalty, Event: "penalty:" + id.String(), Subject: id, At: at, Lines: []ledger.Line{
		ledger.Debit(ledger.CooperativePayable.Of(orgID), amount), ledger.Credit(ledger.Penalties.Own(), amount),
	}}
}

// Payout is money ordered to a cooperative's account.
type Payout struct {
	ID, OrgID ident.ID
	Amount    money.VND
	State     PayoutState
	Through   Through // known once it is paid
	OrderedAt time.Time
	EndedAt   time.Time // zero: under way
}

// Through is out of what a payout goes.
type Through string

// The ways.
const (
	ThroughBank   Through = "bank"
	ThroughStripe Through = "stripe" // a transfer of the market's balance there
)

// account is what it comes out of.
func (t Through) account() ledger.Account {
	if t == ThroughStripe {
		return ledger.StripeClearing.Own()
	}
	return ledger.Bank.Own()
}

// PayoutState is how far a payout is.
type PayoutState string

// The states: ordered → paid, bounced or discarded; paid → bounced.
const (
	PayoutOrdered   PayoutState = "ordered"
	PayoutPaid      PayoutState = "paid"
	PayoutBounced   PayoutState = "bounced"
	PayoutDiscarded PayoutState = "discarded" // never sent
)

func (p Payout) transaction(kind, what string, from, to ledger.Account, at time.Time) ledger.Transaction {
	return ledger.Transaction{Kind: kind, Event: "payout:" + p.ID.String() + ":" + what, Subject: p.ID, At: at, Lines: []ledger.Line{
		ledger.Debit(from, p.Amount), ledger.Credit(to, p.Amount),
	}}
}

func ordered(p Payout) ledger.Transaction {
	return p.transaction(KindPayout, "ordered", ledger.CooperativePayable.Of(p.OrgID), ledger.PayoutClearing.Of(p.OrgID), p.OrderedAt)
}

// ended: out of the clearing to the bank or Stripe, or back to what is payable. What came
// back after it was paid comes out of there again.
func ended(p Payout, was PayoutState) ledger.Transaction {
	clearing, payable := ledger.PayoutClearing.Of(p.OrgID), ledger.CooperativePayable.Of(p.OrgID)
	switch {
	case p.State == PayoutPaid:
		return p.transaction(KindPayoutPaid, "paid", clearing, p.Through.account(), p.EndedAt)
	case p.State == PayoutDiscarded:
		return p.transaction(KindPayoutUnsent, "unsent", clearing, payable, p.EndedAt)
	case was == PayoutPaid:
		return p.transaction(KindPayoutBounced, "returned", p.Through.account(), payable, p.EndedAt)
	}
	return p.transaction(KindPayoutBounced, "bounced", clearing, payable, p.EndedAt)
}
