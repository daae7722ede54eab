package books

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
)

// Part is what of money that came is for one order, deposit or invoice.
type Part struct {
	Subject ident.ID
	Amount  money.VND
}

// Came is one movement of money that came before the goods went, or for a deposit or an
// invoice: docs/payment-states.md.
type Came struct {
	ReceiptID ident.ID
	RequestID ident.ID
	Owner     ident.ID           // the purchase, contract or invoice whose deposit it is
	Into      ledger.AccountKind // ledger.Bank or ledger.StripeClearing
	Parts     []Part
	Back      money.VND // more than was wanted: owed back at once
	At        time.Time
}

// Came posts money that came: each part stands as a deposit of its owner, what is too much
// as owed back. It joins the transaction of ctx, which wrote the receipt.
func (s *Service) Came(ctx context.Context, c Came) error {
	event := "receipt:" + c.ReceiptID.String()
	var list []ledger.Transaction
	for _, p := range c.Parts {
		if p.Amount > 0 {
			list = append(list, prepaid(c.Owner, p.Subject, p.Amount, c.Into.Own(), event+":"+p.Subject.String(), c.At))
		}
	}
	if c.Back > 0 {
		list = append(list, ledger.Transaction{Kind: KindSurplus, Event: event + ":back", Subject: c.RequestID, At: c.At, Lines: []ledger.Line{
			ledger.Debit(c.Into.Own(), c.Back), ledger.Credit(ledger.RefundPayable.Of(c.Owner), c.Back),
		}})
	}
	return s.Ledger.Post(ctx, list...)
}

// Deposited tells what stands as a deposit of owner for one order, deposit or invoice.
func (s *Service) Deposited(ctx context.Context, owner, subject ident.ID) (money.VND, error) {
	held, err := s.Ledger.OfSubject(ctx, subject, ledger.BuyerDeposit.Of(owner))
	return -held, err
}

// GivenUp posts that what was paid for parts of a request goes back, since the rest did not
// come or the payer gave it up. It joins the transaction of ctx.
func (s *Service) GivenUp(ctx context.Context, owner, requestID ident.ID, parts []Part) error {
	for _, p := range parts {
		if p.Amount <= 0 {
			continue
		}
		if err := s.Ledger.Post(ctx, ledger.Transaction{
			Kind: KindPrepaidBack, Event: "request:" + requestID.String() + ":given-up:" + p.Subject.String(), Subject: p.Subject, At: s.Clock.Now(),
			Lines: []ledger.Line{ledger.Debit(ledger.BuyerDeposit.Of(owner), p.Amount), ledger.Credit(ledger.RefundPayable.Of(owner), p.Amount)},
		}); err != nil {
			return err
		}
	}
	return nil
}

// RefundSent posts that the market itself paid back what is owed to a buyer: out of its
// bank account, or by Stripe. Errors: ErrAmount, ErrTooMuch where so much is not owed.
func (s *Service) RefundSent(ctx context.Context, owner, subject, causeID ident.ID, amount money.VND, from ledger.AccountKind, at time.Time) error {
	if amount <= 0 {
		return ErrAmount
	}
	event := "refund-sent:" + causeID.String()
	if _, done, err := s.Ledger.Posted(ctx, event); err != nil || done {
		return err
	}
	owed, err := s.Ledger.Balance(ctx, ledger.RefundPayable.Of(owner))
	if err != nil {
		return err
	}
	if amount > -owed {
		return ErrTooMuch
	}
	return s.Ledger.Post(ctx, ledger.Transaction{Kind: KindRefundPaid, Event: event, Subject: subject, At: at, Lines: []ledger.Line{
		ledger.Debit(ledger.RefundPayable.Of(owner), amount), ledger.Credit(from.Own(), amount),
	}})
}
