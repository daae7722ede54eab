package notify

import (
	"slices"
	"time"
)

// The kinds of messages to a buyer about money; all take PaymentMail.
const (
	KindPaymentAsked    Kind = "payment_asked"    // what is to be paid, and how
	KindPaymentShort    Kind = "payment_short"    // a part came; the rest is awaited
	KindPaymentLapsed   Kind = "payment_lapsed"   // nothing came in time: the goods are free again
	KindPaymentReturned Kind = "payment_returned" // it came too late and the goods are gone
	KindRefundOwed      Kind = "refund_owed"      // money goes back: too much, twice, given up
	KindRefundSent      Kind = "refund_sent"      // it is on its way
	KindRefundBounced   Kind = "refund_bounced"   // it came back: another account is needed
)

// PaymentKinds lists them.
func PaymentKinds() []Kind {
	return []Kind{KindPaymentAsked, KindPaymentShort, KindPaymentLapsed, KindPaymentReturned, KindRefundOwed, KindRefundSent, KindRefundBounced}
}

// PaymentMail is what messages about money show. Fields a kind has no use for stay empty.
type PaymentMail struct {
	PurchaseCode string
	BuyerName    string
	AmountVND    int64 // still to be paid
	ReceivedVND  int64 // what came so far
	BackVND      int64 // what goes back
	// ByTransfer: it goes back to an account that the buyer names.
	ByTransfer bool
	// The account to pay to; empty where it is paid by card.
	Bank, Account, Holder string
	Reference             string // the text of the transfer, or of the refund
	Until                 time.Time
	URL                   string // absolute, or a path of this site
}

func isPayment(k Kind) bool { return slices.Contains(PaymentKinds(), k) }

func (b *builder) payment(v *view, m PaymentMail) {
	v.URL, v.Footer = m.URL, b.say("footer.order", nil)
	b.fact(v, "label.code", m.PurchaseCode)
	if m.ReceivedVND > 0 {
		b.fact(v, "label.received", b.words.money(m.ReceivedVND))
	}
	if m.AmountVND > 0 && b.kind != KindPaymentLapsed {
		b.fact(v, "label.to_pay", b.words.money(m.AmountVND))
	}
	if m.BackVND > 0 {
		b.fact(v, "label.back", b.words.money(m.BackVND))
	}
	b.fact(v, "label.bank", m.Bank)
	b.fact(v, "label.account", m.Account)
	b.fact(v, "label.holder", m.Holder)
	b.fact(v, "label.reference", m.Reference)
	if !m.Until.IsZero() {
		b.fact(v, "label.until", b.words.time(m.Until))
	}
}
