package stripepay

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/stripe"
)

// refundKey is where a refund carries the id of ours.
const refundKey = "refund_id"

// RefundState is how far a refund by card is.
type RefundState string

// The states: sending → pending → succeeded or failed; one that succeeded may fail
// afterwards, when the bank sends the money back.
const (
	RefundSending   RefundState = "sending"
	RefundPending   RefundState = "pending"
	RefundSucceeded RefundState = "succeeded"
	RefundFailed    RefundState = "failed"
)

// Refund is money on its way back to a card.
type Refund struct {
	ID        ident.ID // of the refund that the market owes
	IntentID  string
	Amount    money.VND
	StripeID  string // empty: not known yet
	Number    int64
	State     RefundState
	Failure   string
	CreatedAt time.Time
}

// SendRefund sends money of a payment back; the same again sends nothing twice, whatever
// happened in between. Errors: ErrRefundTooMuch, ErrRefused, ErrUnavailable.
func (s *Service) SendRefund(ctx context.Context, id ident.ID, intent string, amount money.VND) (Refund, error) {
	if !s.On() {
		return Refund{}, ErrOff
	}
	row, err := s.noteRefund(ctx, Refund{ID: id, IntentID: intent, Amount: amount, Number: 1, State: RefundSending, CreatedAt: s.Clock.Now()})
	if err != nil || row.State == RefundFailed {
		return row, err
	}
	if row.StripeID != "" {
		return s.SyncRefund(ctx, row.StripeID)
	}
	params := stripe.RefundParams{Intent: intent, Amount: int64(amount), Metadata: map[string]string{refundKey: id.String()}}
	for ; ; row.Number++ {
		key := fmt.Sprintf("refund:%s:%d", id, row.Number)
		got, err := call(ctx, s, "refund.create", key, params, func(ctx context.Context) (stripe.Refund, error) {
			return s.Client.CreateRefund(ctx, key, params)
		})
		switch {
		case errors.Is(err, errGivenUp):
			// It may have gone all the same: what went carries our id.
			got, found, err := s.findRefund(ctx, intent, id)
			if err != nil {
				return row, err
			}
			if found {
				return s.keepRefund(ctx, got)
			}
		case errors.Is(err, ErrUnavailable):
			return row, err
		case err != nil:
			row.State, row.Failure = RefundFailed, err.Error()
			return row, errors.Join(err, s.store.updateRefund(ctx, row, s.Clock.Now()))
		default:
			return s.keepRefund(ctx, got)
		}
	}
}

// noteRefund writes that a refund is being sent, unless it is known, and refuses more
// than was taken by the payment.
func (s *Service) noteRefund(ctx context.Context, r Refund) (Refund, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		intent, found, err := s.store.lockIntent(ctx, r.IntentID)
		if err != nil {
			return err
		}
		was, known, err := s.store.refund(ctx, r.ID)
		if err != nil || known {
			r = was
			return err
		}
		back, err := s.store.refundedOf(ctx, r.IntentID)
		if err != nil {
			return err
		}
		if !found || back+r.Amount > intent.Received {
			return ErrRefundTooMuch
		}
		return s.store.insertRefund(ctx, r)
	})
	return r, err
}

func (s *Service) findRefund(ctx context.Context, intent string, id ident.ID) (stripe.Refund, bool, error) {
	list, err := s.Client.RefundsOf(ctx, intent)
	for _, r := range list {
		if r.Metadata[refundKey] == id.String() {
			return r, true, nil
		}
	}
	return stripe.Refund{}, false, said(err)
}

// SyncRefund asks Stripe how a refund stands and keeps it. Errors: ErrForeign for one
// that is not of ours, ErrUnavailable.
func (s *Service) SyncRefund(ctx context.Context, stripeID string) (Refund, error) {
	if !s.On() {
		return Refund{}, ErrOff
	}
	got, err := s.Client.Refund(ctx, stripeID)
	if err != nil {
		return Refund{}, said(err)
	}
	return s.keepRefund(ctx, got)
}

func (s *Service) keepRefund(ctx context.Context, got stripe.Refund) (Refund, error) {
	id, ok := ident.Parse(got.Metadata[refundKey])
	if !ok || got.Currency != Currency {
		return Refund{}, ErrForeign.Wrap(fmt.Errorf("%s: %d %s for %q", got.ID, got.Amount, got.Currency, got.Metadata[refundKey]))
	}
	var out Refund
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		row, found, err := s.store.lockRefund(ctx, id)
		switch {
		case err != nil:
			return err
		case !found || money.VND(got.Amount) != row.Amount || got.Intent != row.IntentID || row.StripeID != "" && row.StripeID != got.ID:
			return ErrForeign.Wrap(fmt.Errorf("%s: %d of %s is not our refund %s", got.ID, got.Amount, got.Intent, id))
		}
		out = row
		out.StripeID, out.State, out.Failure = got.ID, refundState(row.State, got.Status), got.Reason
		return s.store.updateRefund(ctx, out, s.Clock.Now())
	})
	return out, err
}

// refundState is the state after Stripe said status; it does not go back. Pure.
func refundState(was RefundState, status string) RefundState {
	switch {
	case status == stripe.RefundFailed || status == stripe.RefundCanceled || was == RefundFailed:
		return RefundFailed
	case status == stripe.RefundSucceeded || was == RefundSucceeded:
		return RefundSucceeded
	}
	return RefundPending
}

// OpenRefunds lists refunds by card that are under way, the longest silent first.
func (s *Service) OpenRefunds(ctx context.Context, limit int) ([]Refund, error) {
	return s.store.openRefunds(ctx, s.Clock.Now().Add(-soon), limit)
}

// RefundOf returns a refund by card; false where none was begun.
func (s *Service) RefundOf(ctx context.Context, id ident.ID) (Refund, bool, error) {
	return s.store.refund(ctx, id)
}

// Refunded tells what of a payment went back or is on its way.
func (s *Service) Refunded(ctx context.Context, intent string) (money.VND, error) {
	return s.store.refundedOf(ctx, intent)
}
