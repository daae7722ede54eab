package collection

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/promotion"
	"github.com/chophien/chophien/internal/stock"
)

// Subject is what a request asks money for, other than a purchase.
type Subject interface {
	// Paid is told, in the transaction of ctx and once, that all of it has come. It stands in
	// the ledger as BuyerDeposit of the subject, under the subject's id.
	Paid(ctx context.Context, req payment.Request) error
	// RefundBounced tells who paid, in the transaction of ctx, that money which went back to
	// them came back from the bank; reference is the transfer's.
	RefundBounced(ctx context.Context, req payment.Request, r payment.Refund, reference string) error
}

// Vouchers are what orders have of discount codes. Both methods join the transaction of ctx.
type Vouchers interface {
	// Follow gives back, where cancelled, what an order has.
	Follow(ctx context.Context, orderID ident.ID, now promotion.Shares, cancelled bool) error
	// Retake takes again what orders gave back; false where there is no room any more.
	Retake(ctx context.Context, orderIDs []ident.ID) (bool, error)
}

// Deps are the capabilities that money touches.
type Deps struct {
	DB      *db.DB
	Order   *order.Service
	Payment *payment.Service
	Stock   *stock.Service
	// Vouchers are given back with orders whose money does not come, before their stock.
	Vouchers Vouchers
	Books    *books.Service
	Notify   *notify.Service
	Queue    *jobs.Queue
	Clock    clock.Clock
	// Subjects are those of the other purposes.
	Subjects map[payment.Purpose]Subject
}

// Service collects money.
type Service struct{ Deps }

// NewService returns collection over its capabilities.
func NewService(d Deps) *Service {
	if d.Subjects == nil {
		d.Subjects = map[payment.Purpose]Subject{}
	}
	return &Service{Deps: d}
}

// Receipt is money that came. Source and ExternalID are the mover's own name of it.
type Receipt struct {
	RequestID  ident.ID
	Source     payment.Source
	ExternalID string
	Amount     money.VND
	At         time.Time
}

// Outcome is what became of it.
type Outcome struct {
	Request payment.Request // as it is now
	// Again: this movement was counted before, and nothing was changed.
	Again bool
	// Paid: with this, what was asked was there.
	Paid bool
	// Kept and Back are what of it stays, and what goes back.
	Kept, Back money.VND
}

// Complete counts money that came, once: the only way in which money reaches what was
// asked for. It joins the transaction of ctx, if any. Errors: payment.ErrNoRequest,
// payment.ErrReceiptAmount, payment.ErrReceiptReused for a movement that was counted for
// another request or with another amount.
func (s *Service) Complete(ctx context.Context, in Receipt) (Outcome, error) {
	if in.Amount <= 0 || in.Amount > money.Max {
		return Outcome{}, payment.ErrReceiptAmount
	}
	var out Outcome
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		out = Outcome{}
		r, all, err := s.Payment.LockRequest(ctx, in.RequestID)
		if err != nil {
			return err
		}
		if out, err = s.before(ctx, in, r); err != nil || out.Again {
			return err
		}
		if r.Purpose == payment.PurposePurchase {
			out, err = s.forPurchase(ctx, in, r, all)
		} else {
			out, err = s.forSubject(ctx, in, r)
		}
		return err
	})
	return out, err
}

// before answers a movement that was counted already.
func (s *Service) before(ctx context.Context, in Receipt, r payment.Request) (Outcome, error) {
	was, found, err := s.Payment.FindReceipt(ctx, in.Source, in.ExternalID)
	if err != nil || !found {
		return Outcome{}, err
	}
	if was.RequestID != in.RequestID || was.Amount != in.Amount {
		return Outcome{}, payment.ErrReceiptReused.With("requestId", was.RequestID)
	}
	return Outcome{Request: r, Again: true, Kept: was.Kept, Back: was.Amount - was.Kept}, nil
}

// count writes the receipt, the request and the books, and owes back what is too much.
func (s *Service) count(ctx context.Context, in Receipt, r payment.Request, t payment.Taken, parts []books.Part) error {
	receipt := payment.Receipt{
		ID: ident.New(), RequestID: r.ID, Source: in.Source, ExternalID: in.ExternalID, Amount: in.Amount, Kept: t.Kept, At: in.At,
	}
	if err := s.Payment.SaveRequest(ctx, r); err != nil {
		return err
	}
	if err := s.Payment.AddReceipt(ctx, receipt); err != nil {
		return err
	}
	if t.Back > 0 {
		if err := s.Payment.OweBack(ctx, r, receipt.ID, t.Back, in.Source.Via(), t.Why); err != nil {
			return err
		}
	}
	return s.Books.Came(ctx, books.Came{
		ReceiptID: receipt.ID, RequestID: r.ID, Owner: r.SubjectID, Into: account(in.Source), Parts: parts, Back: t.Back, At: in.At,
	})
}

// account is where money of a source arrives.
func account(s payment.Source) ledger.AccountKind {
	if s == payment.SourceStripe {
		return ledger.StripeClearing
	}
	return ledger.Bank
}

// forSubject counts money for a deposit or an invoice. It is wanted until it is paid.
func (s *Service) forSubject(ctx context.Context, in Receipt, r payment.Request) (Outcome, error) {
	next, t, err := r.Take(in.Amount, true, s.Clock.Now())
	if err != nil {
		return Outcome{}, err
	}
	if err := s.count(ctx, in, next, t, []books.Part{{Subject: r.SubjectID, Amount: t.Kept}}); err != nil {
		return Outcome{}, err
	}
	if subject := s.Subjects[r.Purpose]; t.Paid && subject != nil {
		if err := subject.Paid(ctx, next); err != nil {
			return Outcome{}, err
		}
	}
	return Outcome{Request: next, Paid: t.Paid, Kept: t.Kept, Back: t.Back}, nil
}

// RefundSent records and posts, once, that the market paid a refund back: through Stripe,
// or by a transfer that stands on the bank's statement. Errors: payment.ErrNoRefund,
// payment.ErrRefundPaid, payment.ErrRefundMethod.
func (s *Service) RefundSent(ctx context.Context, in payment.SentRefund) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		r, fresh, err := s.Payment.RefundSent(ctx, in)
		if err != nil || !fresh {
			return err
		}
		from, subject := ledger.Bank, r.OrderID
		if r.Via == payment.ViaCard {
			from = ledger.StripeClearing
		}
		if subject == ident.Nil {
			subject = r.RequestID
		}
		if err := s.Books.RefundSent(ctx, r.SubjectID, subject, r.CauseID, r.Amount, from, in.At); err != nil {
			return err
		}
		return s.TellSent(ctx, r)
	})
}

// TellSent tells the buyer, and the return that a refund settles, that it went out, in the
// transaction of ctx that recorded and posted it.
func (s *Service) TellSent(ctx context.Context, r payment.Refund) error {
	if err := s.Queue.Enqueue(ctx, jobs.Job{Args: payment.RefundWent{CauseID: r.CauseID}}); err != nil {
		return err
	}
	return s.tellSent(ctx, r)
}
