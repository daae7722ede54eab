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

// requestKey is where a payment carries the id of our request.
const requestKey = "request_id"

// OpenInput is a request that is to be paid by card.
type OpenInput struct {
	RequestID   ident.ID
	Amount      money.VND
	Description string // of the purchase, for Stripe's receipt and dashboard
	Email       string // receipts go there; empty: nowhere
	Customer    string // whose saved cards may be used; empty: nobody's
}

// Open returns the payment of a request with its secret, and opens one where there is
// none that could still be paid: two pages of one buyer get the same. Errors: ErrOff,
// ErrAmount, ErrUnavailable, ErrRefused.
func (s *Service) Open(ctx context.Context, in OpenInput) (Intent, error) {
	switch {
	case !s.On():
		return Intent{}, ErrOff
	case !s.Offers(in.Amount):
		return Intent{}, ErrAmount
	}
	last, found, err := s.store.latest(ctx, in.RequestID)
	if err != nil {
		return Intent{}, err
	}
	if found {
		if last, err = s.Sync(ctx, last.ID); err != nil || last.Status == stripe.StatusSucceeded {
			return last, err
		}
	}
	if found && last.Status != stripe.StatusCanceled {
		if last.Amount == in.Amount {
			return last, nil
		}
		// A part has come another way: what is left is another payment.
		if last, err = s.Cancel(ctx, last.ID); err != nil || last.Status == stripe.StatusSucceeded {
			return last, err
		}
	}
	return s.create(ctx, in, last.Number+1)
}

// create opens a payment as the request's next. A key that leads nowhere is passed over:
// what stands under it cannot be paid by anybody, for its secret was never told.
func (s *Service) create(ctx context.Context, in OpenInput, number int64) (Intent, error) {
	params := stripe.IntentParams{
		Amount: int64(in.Amount), Currency: Currency, Customer: in.Customer, Description: in.Description, Email: in.Email,
		Metadata: map[string]string{requestKey: in.RequestID.String()},
	}
	for ; ; number++ {
		key := fmt.Sprintf("intent:%s:%d", in.RequestID, number)
		got, err := call(ctx, s, "intent.create", key, params, func(ctx context.Context) (stripe.Intent, error) {
			return s.Client.CreateIntent(ctx, key, params)
		})
		if errors.Is(err, errGivenUp) || errors.Is(err, ErrKeyReused) {
			continue
		}
		if err != nil {
			return Intent{}, err
		}
		if err := s.check(got, in.RequestID, in.Amount); err != nil {
			return Intent{}, err
		}
		row := Intent{ID: got.ID, RequestID: in.RequestID, Number: number, Amount: in.Amount, Status: got.Status, CreatedAt: s.Clock.Now()}
		if err := s.store.insertIntent(ctx, row, s.nextCheck(row)); err != nil {
			return Intent{}, err
		}
		if got.ClientSecret == "" { // answered before: the secret was not kept
			return s.Sync(ctx, got.ID)
		}
		row.Secret = got.ClientSecret
		return row, nil
	}
}

// check refuses an answer that is not about what was asked. Errors: ErrForeign.
func (s *Service) check(got stripe.Intent, requestID ident.ID, amount money.VND) error {
	if got.Currency != Currency || got.Metadata[requestKey] != requestID.String() || money.VND(got.Amount) != amount {
		return ErrForeign.Wrap(fmt.Errorf("%s: %d %s for request %q, not %d of %s", got.ID, got.Amount, got.Currency, got.Metadata[requestKey], amount, requestID))
	}
	return nil
}

// Sync asks Stripe how a payment stands and keeps it; what has ended stays ended. A
// payment that we do not know, although it is ours, is taken up. Errors: ErrForeign for
// one that is not ours or not in đồng, ErrUnavailable.
func (s *Service) Sync(ctx context.Context, id string) (Intent, error) {
	if !s.On() {
		return Intent{}, ErrOff
	}
	got, err := s.Client.Intent(ctx, id)
	if err != nil {
		return Intent{}, said(err)
	}
	return s.keep(ctx, got)
}

func (s *Service) keep(ctx context.Context, got stripe.Intent) (Intent, error) {
	requestID, ok := ident.Parse(got.Metadata[requestKey])
	if !ok || got.Currency != Currency {
		return Intent{}, ErrForeign.Wrap(fmt.Errorf("%s: %d %s for %q", got.ID, got.Amount, got.Currency, got.Metadata[requestKey]))
	}
	var out Intent
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		row, found, err := s.store.lockIntent(ctx, got.ID)
		if err != nil {
			return err
		}
		if !found {
			// The process died between Stripe's answer and our note of it.
			if row, err = s.adopt(ctx, got, requestID); err != nil {
				return err
			}
		}
		if row.RequestID != requestID {
			return ErrForeign.Wrap(fmt.Errorf("%s: its request %s became %s", got.ID, row.RequestID, requestID))
		}
		out = row.with(got)
		return s.store.updateIntent(ctx, out, got.Charge, s.Clock.Now(), s.nextCheck(out))
	})
	if err != nil {
		return Intent{}, err
	}
	out.Secret, out.PaidAt = got.ClientSecret, got.PaidAt
	return out, nil
}

func (s *Service) adopt(ctx context.Context, got stripe.Intent, requestID ident.ID) (Intent, error) {
	last, _, err := s.store.latest(ctx, requestID)
	if err != nil {
		return Intent{}, err
	}
	row := Intent{
		ID: got.ID, RequestID: requestID, Number: last.Number + 1, Amount: money.VND(got.Amount), Status: got.Status, CreatedAt: s.Clock.Now(),
	}
	return row, s.store.insertIntent(ctx, row, s.nextCheck(row))
}

// with is the payment as Stripe has just told it. Pure.
func (i Intent) with(got stripe.Intent) Intent {
	if i.Status.Ended() && got.Status != i.Status {
		return i // an answer that was overtaken
	}
	i.Status, i.Decline, i.Received = got.Status, got.Decline, money.VND(got.Received)
	if got.Settled != nil && !i.FeeKnown {
		// Stripe takes its fee in the currency of its own balance, out of what became of the
		// amount there.
		i.Fee, i.FeeKnown = inProportion(i.Received, got.Settled.Fee, got.Settled.Gross), true
		i.Settled = got.Settled
	}
	return i
}

// Confirm pays with a saved card while its owner is there; key names this very try. The
// answer is how the payment stands: the bank may still ask the buyer. Errors: ErrNoCard,
// ErrDeclined, ErrMoved, ErrUnavailable, ErrKeyReused.
func (s *Service) Confirm(ctx context.Context, id, customer, card, key, returnURL string) (Intent, error) {
	if !s.On() {
		return Intent{}, ErrOff
	}
	if err := s.owns(ctx, customer, card); err != nil {
		return Intent{}, err
	}
	name := "confirm:" + id + ":" + key
	body := map[string]string{"intent": id, "card": card}
	_, err := call(ctx, s, "intent.confirm", name, body, func(ctx context.Context) (stripe.Intent, error) {
		return s.Client.ConfirmIntent(ctx, name, id, card, returnURL)
	})
	if err != nil && !errors.Is(err, ErrUnavailable) && !errors.Is(err, ErrMoved) && !errors.Is(err, errGivenUp) {
		return Intent{}, err
	}
	// Whatever was answered, or not answered, or answered before: the payment itself tells.
	now, askErr := s.Sync(ctx, id)
	switch {
	case askErr != nil:
		return Intent{}, errors.Join(askErr, err)
	case err != nil && !now.Status.Ended():
		if errors.Is(err, errGivenUp) {
			err = ErrUnavailable.Wrap(err)
		}
		return now, err
	}
	return now, nil
}

// Cancel makes a payment impossible, or finds that it was made. Errors: ErrUnavailable.
func (s *Service) Cancel(ctx context.Context, id string) (Intent, error) {
	if !s.On() {
		return Intent{}, ErrOff
	}
	key := "cancel:" + id
	_, err := call(ctx, s, "intent.cancel", key, id, func(ctx context.Context) (stripe.Intent, error) {
		return s.Client.CancelIntent(ctx, key, id)
	})
	if err != nil && !errors.Is(err, ErrMoved) && !errors.Is(err, errGivenUp) {
		return Intent{}, err
	}
	now, err := s.Sync(ctx, id)
	if err == nil && !now.Status.Ended() {
		err = ErrUnavailable.Wrap(fmt.Errorf("%s is %s although it was cancelled", id, now.Status))
	}
	return now, err
}

// Completed notes that a payment's money is with its purchase, in the transaction of ctx.
func (s *Service) Completed(ctx context.Context, id string) error {
	return s.store.completed(ctx, id, s.Clock.Now())
}

// Silent lists payments that have not been heard of for a while, the longest first.
func (s *Service) Silent(ctx context.Context, limit int) ([]string, error) {
	return s.store.silent(ctx, s.Clock.Now(), limit)
}

const (
	soon    = time.Minute
	atLast  = 6 * time.Hour
	keepFor = 30 * 24 * time.Hour
)

// nextCheck is when a payment is asked about next: often while it is young, ever less
// often as it ages; never when nothing can come any more.
func (s *Service) nextCheck(i Intent) time.Time {
	now := s.Clock.Now()
	if !i.CompletedAt.IsZero() && i.FeeKnown || i.Status == stripe.StatusCanceled {
		return time.Time{}
	}
	age := now.Sub(i.CreatedAt)
	if age > keepFor {
		return time.Time{}
	}
	return now.Add(min(max(age/2, soon), atLast))
}
