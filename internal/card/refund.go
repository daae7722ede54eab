package card

import (
	"context"
	"errors"
	"fmt"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/stripepay"
)

// errNoPayment is returned for a refund by card of which no payment is found that could
// give it back.
var errNoPayment = errors.New("no payment by card has so much left")

// SendRefunds sends what is owed back by card. One that fails does not keep the others.
func (s *Service) SendRefunds(ctx context.Context) error {
	if !s.Stripe.On() {
		return nil
	}
	list, err := s.Payment.OwedRefunds(ctx, payment.ViaCard, pollBatch)
	if err != nil {
		return err
	}
	var failed []error
	for _, r := range list {
		failed = append(failed, note("refund "+r.CauseID.String(), s.sendRefund(ctx, r)))
	}
	return errors.Join(failed...)
}

func (s *Service) sendRefund(ctx context.Context, r payment.Refund) error {
	intent, err := s.payer(ctx, r)
	if errors.Is(err, errNoPayment) {
		return s.elsewhere(ctx, r.CauseID)
	}
	if err != nil {
		return err
	}
	sent, err := s.Stripe.SendRefund(ctx, r.CauseID, intent, r.Amount)
	if errors.Is(err, stripepay.ErrRefused) || errors.Is(err, stripepay.ErrMoved) || errors.Is(err, stripepay.ErrRefundTooMuch) {
		// Stripe will not, now or later: as when the payment is contested or the card is gone.
		return s.elsewhere(ctx, r.CauseID)
	}
	if err != nil {
		return err
	}
	return s.settleRefund(ctx, sent)
}

// payer finds the payment that a refund goes back by: the one of its request that has so
// much left.
func (s *Service) payer(ctx context.Context, r payment.Refund) (string, error) {
	if was, known, err := s.Stripe.RefundOf(ctx, r.CauseID); err != nil || known {
		return was.IntentID, err
	}
	receipts, err := s.Payment.ReceiptsOf(ctx, r.RequestID)
	if err != nil {
		return "", err
	}
	for _, one := range receipts {
		if one.Source != payment.SourceStripe {
			continue
		}
		back, err := s.Stripe.Refunded(ctx, one.ExternalID)
		if err != nil {
			return "", err
		}
		if one.Amount-back >= r.Amount {
			return one.ExternalID, nil
		}
	}
	return "", fmt.Errorf("refund %s of %d: %w", r.CauseID, r.Amount, errNoPayment)
}

func (s *Service) refund(ctx context.Context, stripeID string) error {
	r, err := s.Stripe.SyncRefund(ctx, stripeID)
	if err != nil {
		return err
	}
	return s.settleRefund(ctx, r)
}

func (s *Service) lookAtRefund(ctx context.Context, r stripepay.Refund) error {
	sent, err := s.Stripe.SendRefund(ctx, r.ID, r.IntentID, r.Amount)
	if err != nil {
		return err
	}
	return s.settleRefund(ctx, sent)
}

// settleRefund draws the consequences of how a refund stands. It may be called any number
// of times.
func (s *Service) settleRefund(ctx context.Context, r stripepay.Refund) error {
	switch r.State {
	case stripepay.RefundSucceeded:
		return s.Collection.RefundSent(ctx, payment.SentRefund{CauseID: r.ID, Reference: r.StripeID, At: s.Clock.Now()})
	case stripepay.RefundFailed:
		return s.elsewhere(ctx, r.ID)
	case stripepay.RefundSending, stripepay.RefundPending:
	}
	return nil
}

// elsewhere lets a refund that cannot go by card go by a transfer. One that was posted as
// sent and then came back is owed anew.
func (s *Service) elsewhere(ctx context.Context, causeID ident.ID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		r, bounced, err := s.Payment.RefundByTransfer(ctx, causeID)
		if err != nil || !bounced {
			return err
		}
		subject := r.OrderID
		if subject == ident.Nil {
			subject = r.RequestID
		}
		return s.Books.RefundBounced(ctx, r.SubjectID, subject, causeID, r.Amount, ledger.StripeClearing)
	})
}

// split parts an amount by weights, exactly. Pure.
func split(amount money.VND, weights []money.VND) ([]money.VND, error) {
	n := make([]int64, len(weights))
	for i, w := range weights {
		n[i] = int64(w)
	}
	return money.Split(amount, n)
}
