package card

import (
	"context"
	"strings"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/stripepay"
)

// dispute asks how a dispute stands and draws the consequences. While it is open, Stripe
// has the money and the cooperatives' part of it is held back; when it is decided, it goes
// back to them, or to the holder of the card.
func (s *Service) dispute(ctx context.Context, id string) error {
	d, err := s.Stripe.AskDispute(ctx, id)
	if err != nil {
		return err
	}
	intent, _, err := s.Stripe.ByID(ctx, d.IntentID)
	if err != nil {
		return err
	}
	// The money first, then what is contested of it: events come in any order.
	if intent.CompletedAt.IsZero() {
		if intent, err = s.Stripe.Sync(ctx, d.IntentID); err != nil {
			return err
		}
		if err := s.settle(ctx, intent); err != nil {
			return err
		}
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		r, _, err := s.Payment.LockRequest(ctx, intent.RequestID)
		if err != nil {
			return err
		}
		before, known, err := s.Stripe.KeepDispute(ctx, d)
		if err != nil || before.Decided() {
			return err
		}
		d.Parts = before.Parts
		if taken(d) {
			if err := s.Books.DisputeTaken(ctx, d.ID, r.SubjectID, d.Amount, d.Fee); err != nil {
				return err
			}
		}
		if !known && r.Purpose == payment.PurposePurchase {
			if d.Parts, err = s.part(ctx, r, d); err != nil {
				return err
			}
		}
		if !d.Decided() {
			return s.hold(ctx, d)
		}
		return s.decide(ctx, r, d)
	})
}

// taken tells whether Stripe has taken the money: an inquiry takes none yet.
func taken(d stripepay.Dispute) bool { return !strings.HasPrefix(d.Status, "warning_") }

// part parts a dispute over the orders of the purchase by what they cost.
func (s *Service) part(ctx context.Context, r payment.Request, d stripepay.Dispute) ([]stripepay.DisputePart, error) {
	orders, err := s.Order.LockPurchase(ctx, r.SubjectID)
	if err != nil {
		return nil, err
	}
	weights := make([]money.VND, len(orders))
	for i, o := range orders {
		weights[i] = o.Total
	}
	amounts, err := split(d.Amount, weights)
	if err != nil {
		return nil, err
	}
	var out []stripepay.DisputePart
	for i, o := range orders {
		if amounts[i] == 0 {
			continue
		}
		p := stripepay.DisputePart{ID: ident.New(), OrderID: o.ID, Amount: amounts[i]}
		if err := s.Stripe.KeepPart(ctx, d.ID, p); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// hold holds back what the cooperatives have got of what is contested. An order that is
// delivered only later is held when the dispute is looked at next.
func (s *Service) hold(ctx context.Context, d stripepay.Dispute) error {
	for _, p := range d.Parts {
		if p.Held > 0 {
			continue
		}
		left, err := s.Books.Left(ctx, p.OrderID)
		if err != nil {
			return err
		}
		if p.Held = min(left, p.Amount); p.Held <= 0 {
			continue
		}
		if err := s.Books.Dispute(ctx, p.OrderID, p.ID, p.Held); err != nil {
			return err
		}
		if err := s.Stripe.HoldPart(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// decide ends a dispute: what is held goes back; what was lost is a refund of each order
// that Stripe has already paid, and what nobody can be charged with is the market's loss.
func (s *Service) decide(ctx context.Context, r payment.Request, d stripepay.Dispute) error {
	for _, p := range d.Parts {
		if p.Held > 0 {
			if err := s.Books.Decide(ctx, p.OrderID, p.ID); err != nil {
				return err
			}
		}
	}
	switch {
	case !taken(d):
		return nil
	case d.Won:
		return s.Books.DisputeWon(ctx, d.ID, r.SubjectID, d.Amount)
	}
	rest := d.Amount
	for _, p := range d.Parts {
		given, err := s.lose(ctx, r, d, p)
		if err != nil {
			return err
		}
		rest -= given
	}
	return s.Books.DisputeLost(ctx, d.ID, r.SubjectID, rest)
}

// lose charges an order with its part of a lost dispute, as far as it was not refunded
// before, and tells how much that was.
func (s *Service) lose(ctx context.Context, r payment.Request, d stripepay.Dispute, p stripepay.DisputePart) (money.VND, error) {
	paid, err := s.Payment.ByOrder(ctx, p.OrderID)
	if err != nil {
		return 0, err
	}
	amount := min(p.Amount, paid.AmountVND-paid.Refunded)
	if amount <= 0 || paid.State != payment.StateCollected {
		return 0, nil
	}
	if err := s.Payment.OweRefundFor(ctx, p.ID, p.OrderID, amount, payment.ReasonDispute); err != nil {
		return 0, err
	}
	if _, _, err := s.Payment.RefundSent(ctx, payment.SentRefund{CauseID: p.ID, Reference: d.ID, At: s.Clock.Now()}); err != nil {
		return 0, err
	}
	return amount, s.Books.DisputePaid(ctx, books.DisputePart{ID: p.ID, PurchaseID: r.SubjectID, OrderID: p.OrderID, Amount: amount})
}

// payout asks how a payout of Stripe stands and posts what of it reached our bank. One in
// another currency is kept for a person: what it came to in đồng only our bank knows.
func (s *Service) payout(ctx context.Context, id string) error {
	p, err := s.Stripe.AskPayout(ctx, id)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Stripe.KeepPayout(ctx, p); err != nil || !p.InVND() {
			return err
		}
		switch {
		case p.Status == stripe.PayoutPaid:
			return s.Books.StripePaidOut(ctx, p.ID, money.VND(p.Amount))
		case FellThrough(p):
			return s.Books.StripePayoutFailed(ctx, p.ID, money.VND(p.Amount))
		}
		return nil
	})
}
