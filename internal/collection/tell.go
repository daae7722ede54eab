package collection

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/vietqr"
)

// tell queues a message to the buyer of a purchase, in the transaction of ctx.
func (s *Service) tell(ctx context.Context, purchaseID ident.ID, kind notify.Kind, what string, fill func(m *notify.PaymentMail)) error {
	p, _, err := s.Order.Full(ctx, purchaseID)
	if err != nil {
		return err
	}
	m := notify.PaymentMail{PurchaseCode: p.Code, BuyerName: p.Contact.FullName, URL: s.url(p)}
	fill(&m)
	return s.Notify.Queue(ctx, notify.Message{
		Kind: kind, Dedupe: string(kind) + ":" + purchaseID.String() + ":" + what, To: p.Contact.Email, Locale: p.Locale, Data: m,
	})
}

// url opens a purchase without log-in, in the buyer's language.
func (s *Service) url(p order.Purchase) string {
	prefix := ""
	if p.Locale == "en" {
		prefix = "/en"
	}
	return prefix + "/don-hang/" + p.ID.String() + "?k=" + s.Order.Secret(p.ID)
}

// tellAsked tells a buyer what is to be paid and how.
func (s *Service) tellAsked(ctx context.Context, purchaseID ident.ID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		all, err := s.Payment.RequestsOf(ctx, payment.PurposePurchase, purchaseID)
		if err != nil {
			return err
		}
		r := current(all)
		if r == nil || r.State != payment.RequestOpen {
			return nil // paid or given up before the mail went
		}
		return s.tell(ctx, purchaseID, notify.KindPaymentAsked, r.ID.String(), func(m *notify.PaymentMail) { s.howToPay(m, *r) })
	})
}

// howToPay adds what a payer needs to know.
func (s *Service) howToPay(m *notify.PaymentMail, r payment.Request) {
	m.AmountVND, m.ReceivedVND, m.Until = int64(r.Rest()), int64(r.Kept()), r.ExpiresAt
	b := s.Payment.Bank()
	if r.Method != payment.CodeBankTransfer || b == nil || b.Sample {
		return
	}
	m.Account, m.Holder, m.Reference = b.Account, b.Holder, r.Reference
	if bank, known := vietqr.BankOf(b.BIN); known {
		m.Bank = bank.Name
	}
}

func (s *Service) tellShort(ctx context.Context, r payment.Request) error {
	return s.tell(ctx, r.SubjectID, notify.KindPaymentShort, r.Received.String(), func(m *notify.PaymentMail) { s.howToPay(m, r) })
}

func (s *Service) tellLapsed(ctx context.Context, r payment.Request) error {
	return s.tell(ctx, r.SubjectID, notify.KindPaymentLapsed, r.ID.String(), func(m *notify.PaymentMail) {
		m.AmountVND, m.BackVND, m.ByTransfer = int64(r.Amount), int64(r.Kept()), r.Method != payment.CodeCard
	})
}

func (s *Service) tellGone(ctx context.Context, r payment.Request, back money.VND) error {
	return s.tell(ctx, r.SubjectID, notify.KindPaymentReturned, r.ID.String(), func(m *notify.PaymentMail) {
		m.BackVND, m.ByTransfer = int64(back), r.Method != payment.CodeCard
	})
}

// tellBack tells that money goes back while the purchase itself goes on, or was given up.
func (s *Service) tellBack(ctx context.Context, r payment.Request, via payment.Via, amount money.VND, what string) error {
	return s.tell(ctx, r.SubjectID, notify.KindRefundOwed, r.ID.String()+":"+what, func(m *notify.PaymentMail) {
		m.BackVND, m.ByTransfer = int64(amount), via == payment.ViaBankTransfer
	})
}

// TellBounced tells a buyer that a refund came back from the bank and that another account
// is needed, in the transaction of ctx; firms are told of theirs by who asked for the deposit
// or the invoice.
func (s *Service) TellBounced(ctx context.Context, r payment.Refund, reference string) error {
	if r.RequestID == ident.Nil {
		return nil
	}
	q, err := s.Payment.RequestByID(ctx, r.RequestID)
	if err != nil {
		return err
	}
	if q.Purpose != payment.PurposePurchase {
		if subject := s.Subjects[q.Purpose]; subject != nil {
			return subject.RefundBounced(ctx, q, r, reference)
		}
		return nil
	}
	return s.tell(ctx, r.SubjectID, notify.KindRefundBounced, reference, func(m *notify.PaymentMail) {
		m.BackVND, m.ByTransfer, m.Reference = int64(r.Amount), true, reference
	})
}

// tellSent tells that a refund is on its way; those of deposits and invoices are told by
// who asked for them.
func (s *Service) tellSent(ctx context.Context, r payment.Refund) error {
	if r.RequestID == ident.Nil {
		return nil
	}
	q, err := s.Payment.RequestByID(ctx, r.RequestID)
	if err != nil || q.Purpose != payment.PurposePurchase {
		return err
	}
	return s.tell(ctx, r.SubjectID, notify.KindRefundSent, r.CauseID.String(), func(m *notify.PaymentMail) {
		m.BackVND, m.ByTransfer, m.Reference = int64(r.Amount), r.Via == payment.ViaBankTransfer, r.Reference
	})
}
