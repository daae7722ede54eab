package invoice

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/payment"
)

// askFor is how long after its day a transfer is still matched.
const askFor = 60 * 24 * time.Hour

// Asked is what a firm is to transfer, and where to.
type Asked struct {
	Request payment.Request
	Bank    payment.Bank
	Payload string // of the VietQR code, for what is still to come
}

// Ask asks for what is open of an invoice, by transfer: its amount is beyond what cards
// take. Asking again returns the same request. Errors: ErrNotFound, ErrPaid, payment.ErrMethod.
func (s *Service) Ask(ctx context.Context, orgID, id, actorID ident.ID) (Asked, error) {
	inv, err := s.ByID(ctx, orgID, id)
	if err != nil {
		return Asked{}, err
	}
	var owed money.VND
	for _, l := range inv.Lines {
		if !l.Open {
			continue
		}
		part, err := s.Books.Owed(ctx, inv.OrgID, l.OrderID)
		if err != nil {
			return Asked{}, err
		}
		owed += max(0, part)
	}
	if owed == 0 {
		return Asked{}, ErrPaid
	}
	return s.ask(ctx, payment.Ask{
		Purpose: payment.PurposeInvoice, SubjectID: id, PayerID: actorID, PayerOrgID: inv.OrgID, Method: payment.CodeBankTransfer, Amount: owed,
		Until: s.until(inv.DueOn),
	})
}

// until is how long a transfer is awaited that was due on a day.
func (s *Service) until(due time.Time) time.Time {
	end := endOf(due)
	if now := s.Clock.Now(); now.After(end) {
		end = now
	}
	return end.Add(askFor)
}

func (s *Service) ask(ctx context.Context, a payment.Ask) (Asked, error) {
	r, err := s.Payment.Ask(ctx, a)
	if errors.Is(err, payment.ErrPartlyPaid) { // what is left of it is still to come
		r, err = s.open(ctx, a.Purpose, a.SubjectID)
	}
	if err != nil {
		return Asked{}, err
	}
	bank := s.Payment.Bank()
	if bank == nil {
		return Asked{}, payment.ErrMethod
	}
	payload, err := collection.Payload(*bank, r)
	return Asked{Request: r, Bank: *bank, Payload: payload}, err
}

func (s *Service) open(ctx context.Context, purpose payment.Purpose, subject ident.ID) (payment.Request, error) {
	all, err := s.Payment.RequestsOf(ctx, purpose, subject)
	for _, r := range all {
		if r.State == payment.RequestOpen {
			return r, err
		}
	}
	return payment.Request{}, payment.ErrRequestOver
}

// Invoices is what collection tells of invoices that are paid.
type Invoices struct{ *Service }

var _ collection.Subject = Invoices{}

// Paid settles the orders of an invoice: their credit is free, their cooperatives' money
// comes. An order that somebody settled by hand meanwhile is not settled again: if that
// was this same transfer, by its reference, it is booked once; else its part is owed back.
func (i Invoices) Paid(ctx context.Context, req payment.Request) error {
	s := i.Service
	if err := s.store.lockFirm(ctx, req.PayerOrgID); err != nil {
		return err
	}
	lines, err := s.store.lines(ctx, req.SubjectID)
	if err != nil {
		return err
	}
	left, recorded := req.Amount, money.VND(0)
	for _, l := range lines {
		use, fresh, err := s.settle(ctx, req, l)
		if err != nil {
			return err
		}
		if !fresh {
			if same, err := s.sameTransfer(ctx, req, use); err != nil {
				return err
			} else if same {
				recorded += l.Amount
			}
			continue
		}
		owed, err := s.Books.Owed(ctx, req.PayerOrgID, l.OrderID)
		if err != nil {
			return err
		}
		part := min(max(0, owed), left)
		if err := s.Books.SettledFrom(ctx, l.OrderID, part, ledger.BuyerDeposit.Of(req.SubjectID)); err != nil {
			return err
		}
		left -= part
	}
	if recorded = min(recorded, left); recorded > 0 {
		if err := s.Books.RecordedBefore(ctx, req.SubjectID, recorded); err != nil {
			return err
		}
		left -= recorded
	}
	return s.giveBack(ctx, req, left)
}

// RefundBounced tells the firm that money of its invoice came back from the bank.
func (i Invoices) RefundBounced(ctx context.Context, req payment.Request, r payment.Refund, reference string) error {
	inv, err := i.ByID(ctx, ident.Nil, req.SubjectID)
	if err != nil {
		return err
	}
	return i.tellBounced(ctx, inv.OrgID, notify.KindInvoiceRefundBounced, "/"+inv.ID.String(), inv.Number, r, reference)
}

// tellBounced sends all who read the firm's mail to the page under its invoices on which its
// owner names another account: the one that the money bounced from is forgotten.
func (s *Service) tellBounced(ctx context.Context, firmID ident.ID, kind notify.Kind, page, of string, r payment.Refund, reference string) error {
	return s.Announce.Tell(ctx, announce.News{
		To: firmID, Kind: kind, Dedupe: string(kind) + ":" + reference,
		Mail: notify.TradeMail{Code: reference, Title: of, AmountVND: int64(r.Amount), URL: "/quan-ly/" + firmID.String() + "/hoa-don" + page},
	})
}

// settle frees the credit of one order; not fresh where its money had been recorded.
func (s *Service) settle(ctx context.Context, req payment.Request, l Line) (use credit.Use, fresh bool, err error) {
	// The payment first, as a cancellation does.
	if err := s.Payment.Settled(ctx, l.OrderID); err != nil {
		return use, false, err
	}
	if use, err = s.Credit.Use(ctx, req.PayerOrgID, l.OrderID); err != nil || use.State != credit.StateOpen {
		return use, false, err
	}
	use, err = s.Credit.Settle(ctx, credit.SettleInput{
		OrgID: req.PayerOrgID, OrderID: l.OrderID, PaidOn: calendar.Day(s.Clock.Now()), Reference: req.Reference,
	})
	return use, err == nil, err
}

// sameTransfer tells whether what was recorded by hand is money of this request: the hand
// wrote the transfer's text, or the bank's own number of it.
func (s *Service) sameTransfer(ctx context.Context, req payment.Request, use credit.Use) (bool, error) {
	if use.State != credit.StateSettled {
		return false, nil
	}
	if strings.Contains(strings.ToUpper(use.Reference), req.Reference) {
		return true, nil
	}
	receipts, err := s.Payment.ReceiptsOf(ctx, req.ID)
	for _, r := range receipts {
		if strings.EqualFold(r.ExternalID, use.Reference) {
			return true, err
		}
	}
	return false, err
}

// giveBack owes back what was paid above what was owed.
func (s *Service) giveBack(ctx context.Context, req payment.Request, amount money.VND) error {
	if amount <= 0 {
		return nil
	}
	req.Returned += amount
	if err := s.Payment.SaveRequest(ctx, req); err != nil {
		return err
	}
	if err := s.Payment.OweBack(ctx, req, ident.Derived(req.ID, "more-than-owed"), amount, payment.ViaBankTransfer, payment.ReasonSurplus); err != nil {
		return err
	}
	return s.Books.GivenUp(ctx, req.SubjectID, req.ID, []books.Part{{Subject: req.SubjectID, Amount: amount}})
}
