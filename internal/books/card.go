package books

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
)

// The kinds of transactions of cards.
const (
	KindCardFee            = "card_fee"             // what Stripe takes of a payment
	KindDisputeTaken       = "dispute_taken"        // Stripe took what the holder of the card contests
	KindDisputeFee         = "dispute_fee"          // and what it takes for that
	KindDisputeWon         = "dispute_won"          // it came back
	KindDisputeLost        = "dispute_lost"         // it went to the holder of the card, and nobody bears it but the market
	KindRefundBack         = "refund_back"          // a refund that the bank sent back
	KindStripePayout       = "stripe_payout"        // from Stripe to our bank
	KindStripePayoutFailed = "stripe_payout_failed" // our bank sent it back
)

func stripeEvent(kind, id, what string, subject ident.ID, at time.Time, debit, credit ledger.Account, amount money.VND) ledger.Transaction {
	return ledger.Transaction{Kind: kind, Event: "stripe:" + id + ":" + what, Subject: subject, At: at, Lines: []ledger.Line{
		ledger.Debit(debit, amount), ledger.Credit(credit, amount),
	}}
}

// postOnce posts, in the transaction of ctx, what is of something and was not posted yet.
func (s *Service) postOnce(ctx context.Context, t ledger.Transaction) error {
	if t.Lines[0].Amount == 0 {
		return nil
	}
	if _, done, err := s.Ledger.Posted(ctx, t.Event); err != nil || done {
		return err
	}
	return s.Ledger.Post(ctx, t)
}

// CardFee posts what Stripe took of a payment, once.
func (s *Service) CardFee(ctx context.Context, intent string, requestID ident.ID, fee money.VND) error {
	return s.postOnce(ctx, stripeEvent(KindCardFee, intent, "fee", requestID, s.Clock.Now(), ledger.BankFees.Own(), ledger.StripeClearing.Own(), fee))
}

// DisputeTaken posts that Stripe took back what is contested, and its fee for that; each once.
func (s *Service) DisputeTaken(ctx context.Context, dispute string, subject ident.ID, amount, fee money.VND) error {
	now := s.Clock.Now()
	if err := s.postOnce(ctx, stripeEvent(KindDisputeTaken, dispute, "taken", subject, now, ledger.StripeDisputed.Own(), ledger.StripeClearing.Own(), amount)); err != nil {
		return err
	}
	return s.postOnce(ctx, stripeEvent(KindDisputeFee, dispute, "fee", subject, now, ledger.BankFees.Own(), ledger.StripeClearing.Own(), fee))
}

// DisputeWon posts that what was contested came back, once.
func (s *Service) DisputeWon(ctx context.Context, dispute string, subject ident.ID, amount money.VND) error {
	return s.postOnce(ctx, stripeEvent(KindDisputeWon, dispute, "won", subject, s.Clock.Now(), ledger.StripeClearing.Own(), ledger.StripeDisputed.Own(), amount))
}

// DisputeLost posts, once, what of a lost dispute nobody can be charged with, as when it
// was refunded before.
func (s *Service) DisputeLost(ctx context.Context, dispute string, subject ident.ID, rest money.VND) error {
	return s.postOnce(ctx, stripeEvent(KindDisputeLost, dispute, "lost", subject, s.Clock.Now(), ledger.Losses.Own(), ledger.StripeDisputed.Own(), rest))
}

// DisputePart is what of a lost dispute an order bears.
type DisputePart struct {
	ID, PurchaseID, OrderID ident.ID
	Amount                  money.VND
}

// DisputePaid posts that an order's part of a lost dispute went to the buyer: of one that
// was delivered out of what its cooperative and the market got, of another out of what is
// kept for it. Once. Errors: ErrTooMuch.
func (s *Service) DisputePaid(ctx context.Context, p DisputePart) error {
	_, sold, err := s.store.lockSale(ctx, p.OrderID)
	if err != nil {
		return err
	}
	if sold {
		if err := s.RefundOwed(ctx, p.OrderID, p.ID, p.Amount); err != nil {
			return err
		}
	} else if err := s.postOnce(ctx, stripeEvent(KindPrepaidBack, p.ID.String(), "given-up", p.OrderID, s.Clock.Now(),
		ledger.BuyerDeposit.Of(p.PurchaseID), ledger.RefundPayable.Of(p.PurchaseID), p.Amount)); err != nil {
		return err
	}
	return s.RefundSent(ctx, p.PurchaseID, p.OrderID, p.ID, p.Amount, ledger.StripeDisputed, s.Clock.Now())
}

// Left tells what of a delivered order was neither paid back nor is held; zero for one
// that the books do not have.
func (s *Service) Left(ctx context.Context, orderID ident.ID) (money.VND, error) {
	sale, found, err := s.store.lockSale(ctx, orderID)
	if err != nil || !found {
		return 0, err
	}
	return sale.Left(), nil
}

// RefundBounced posts that a refund which was sent came back, to where it went out of, and
// is owed again; once.
func (s *Service) RefundBounced(ctx context.Context, owner, subject, causeID ident.ID, amount money.VND, into ledger.AccountKind) error {
	event := "refund-back:" + causeID.String()
	if into == ledger.StripeClearing {
		event = "stripe:" + causeID.String() + ":back"
	}
	return s.postOnce(ctx, ledger.Transaction{Kind: KindRefundBack, Event: event, Subject: subject, At: s.Clock.Now(), Lines: []ledger.Line{
		ledger.Debit(into.Own(), amount), ledger.Credit(ledger.RefundPayable.Of(owner), amount),
	}})
}

// StripePaidOut posts what Stripe sent to our bank, once.
func (s *Service) StripePaidOut(ctx context.Context, payout string, amount money.VND) error {
	debit, credit := ledger.Bank.Own(), ledger.StripeClearing.Own()
	if amount < 0 { // Stripe took it from our bank, as when refunds were more than sales
		debit, credit, amount = credit, debit, -amount
	}
	return s.postOnce(ctx, stripeEvent(KindStripePayout, payout, "paid", ident.Nil, s.Clock.Now(), debit, credit, amount))
}

// StripePayoutFailed posts, once, that what was posted as paid came back to Stripe.
func (s *Service) StripePayoutFailed(ctx context.Context, payout string, amount money.VND) error {
	if _, paid, err := s.Ledger.Posted(ctx, "stripe:"+payout+":paid"); err != nil || !paid {
		return err
	}
	debit, credit := ledger.StripeClearing.Own(), ledger.Bank.Own()
	if amount < 0 {
		debit, credit, amount = credit, debit, -amount
	}
	return s.postOnce(ctx, stripeEvent(KindStripePayoutFailed, payout, "failed", ident.Nil, s.Clock.Now(), debit, credit, amount))
}
