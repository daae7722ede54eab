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

// transferKey is where a transfer carries the id of ours.
const transferKey = "transfer_id"

// TransferState is how far a transfer to a connected account is.
type TransferState string

// The states: sending → sent or failed; sent → reversed.
const (
	TransferSending  TransferState = "sending"
	TransferSent     TransferState = "sent"
	TransferFailed   TransferState = "failed"   // Stripe will not
	TransferReversed TransferState = "reversed" // all of it came back
)

// Transfer is money of the market's balance with Stripe for a connected account.
type Transfer struct {
	ID          ident.ID // of the transfer that the market makes
	Destination string   // acct_…
	Group       string   // the payout's reference
	AmountVND   money.VND
	Amount      int64 // in the currency's smallest unit
	Currency    string
	StripeID    string // empty: not known yet
	Number      int64
	State       TransferState
	Failure     string
	CreatedAt   time.Time
}

// Transfers tells whether payouts may go through Stripe.
func (s *Service) Transfers() bool { return s.On() && s.TransferCurrency != "" }

// SyncAccount asks Stripe whether a connected account takes transfers, and keeps it.
// Errors: ErrNoTransfers, ErrNotConnected where it is not ours or not ready,
// ErrUnavailable.
func (s *Service) SyncAccount(ctx context.Context, id string) error {
	if !s.Transfers() {
		return ErrNoTransfers
	}
	a, err := s.Client.Account(ctx, id)
	if fault := stripe.FaultOf(err); fault == stripe.FaultMissing || fault == stripe.FaultRefused {
		a, err = stripe.Account{ID: id}, nil // cut off, or never connected
	}
	if err != nil {
		return said(err)
	}
	if err := s.store.putAccount(ctx, a, s.Clock.Now()); err != nil {
		return err
	}
	if !a.Ready {
		return ErrNotConnected
	}
	return nil
}

// AccountReady tells whether Stripe said last that an account takes transfers.
func (s *Service) AccountReady(ctx context.Context, id string) (bool, error) {
	return s.store.accountReady(ctx, id)
}

// SendTransfer sends money to a connected account; the same again sends nothing twice,
// whatever happened in between. What it comes to in Stripe's currency is fixed when it is
// noted first. A transfer that Stripe refuses is failed. Errors: ErrNoTransfers,
// ErrNoRate, ErrUnavailable.
func (s *Service) SendTransfer(ctx context.Context, t Transfer) (Transfer, error) {
	if !s.Transfers() {
		return t, ErrNoTransfers
	}
	row, err := s.noteTransfer(ctx, t)
	if err != nil || row.State != TransferSending {
		return row, err
	}
	params := stripe.TransferParams{
		Amount: row.Amount, Currency: row.Currency, Destination: row.Destination, Group: row.Group, Metadata: map[string]string{transferKey: row.ID.String()},
	}
	for ; ; row.Number++ {
		key := fmt.Sprintf("transfer:%s:%d", row.ID, row.Number)
		got, err := call(ctx, s, "transfer.create", key, params, func(ctx context.Context) (stripe.Transfer, error) {
			return s.Client.CreateTransfer(ctx, key, params)
		})
		switch {
		case errors.Is(err, errGivenUp):
			// It may have gone all the same: what went carries our id.
			got, found, err := s.findTransfer(ctx, row)
			if err != nil {
				return row, err
			}
			if found {
				return s.keepTransfer(ctx, got)
			}
		case errors.Is(err, ErrUnavailable):
			return row, err
		case err != nil:
			row.State, row.Failure = TransferFailed, reasonOf(err)
			return row, s.store.updateTransfer(ctx, row, s.Clock.Now())
		default:
			return s.keepTransfer(ctx, got)
		}
	}
}

// reasonOf is what Stripe said, for a person.
func reasonOf(err error) string {
	var e *stripe.Error
	if errors.As(err, &e) {
		return "Stripe: " + e.Message
	}
	return err.Error()
}

// noteTransfer writes that a transfer is being sent, unless it is known.
func (s *Service) noteTransfer(ctx context.Context, t Transfer) (Transfer, error) {
	if was, known, err := s.store.transfer(ctx, `id = ?`, t.ID); err != nil || known {
		return was, err
	}
	t.Currency, t.Number, t.State, t.CreatedAt = s.TransferCurrency, 1, TransferSending, s.Clock.Now()
	var err error
	if t.Amount, err = s.inTransferCurrency(ctx, t.AmountVND); err != nil {
		return t, err
	}
	if err := s.store.insertTransfer(ctx, t); err != nil {
		return t, err
	}
	was, _, err := s.store.transfer(ctx, `id = ?`, t.ID) // another may have noted it first
	return was, err
}

// rateDays is how far back payments tell the rate.
const rateDays = 30 * 24 * time.Hour

// inTransferCurrency is what an amount comes to at the rate at which Stripe itself turned
// the newest payments by card into the balance.
func (s *Service) inTransferCurrency(ctx context.Context, amount money.VND) (int64, error) {
	if s.TransferCurrency == Currency {
		return int64(amount), nil
	}
	gross, vnd, err := s.store.rate(ctx, s.TransferCurrency, s.Clock.Now().Add(-rateDays))
	if err != nil {
		return 0, err
	}
	out := int64(inProportion(amount, gross, vnd))
	if out <= 0 {
		return 0, ErrNoRate
	}
	return out, nil
}

func (s *Service) findTransfer(ctx context.Context, t Transfer) (stripe.Transfer, bool, error) {
	list, err := s.Client.TransfersOf(ctx, t.Group)
	for _, got := range list {
		if got.Metadata[transferKey] == t.ID.String() {
			return got, true, nil
		}
	}
	return stripe.Transfer{}, false, said(err)
}

// SyncTransfer asks Stripe how a transfer stands and keeps it. Errors: ErrIgnored for one
// that is not ours, ErrForeign for one that came back in part, ErrUnavailable.
func (s *Service) SyncTransfer(ctx context.Context, stripeID string) (Transfer, error) {
	if !s.On() {
		return Transfer{}, ErrOff
	}
	got, err := s.Client.Transfer(ctx, stripeID)
	if err != nil {
		return Transfer{}, said(err)
	}
	if _, ours := ident.Parse(got.Metadata[transferKey]); !ours {
		return Transfer{}, ErrIgnored // made by hand, or by another system of the same account
	}
	return s.keepTransfer(ctx, got)
}

func (s *Service) keepTransfer(ctx context.Context, got stripe.Transfer) (Transfer, error) {
	id, _ := ident.Parse(got.Metadata[transferKey]) // ident.Nil is no transfer's
	var out Transfer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		row, found, err := s.store.transfer(ctx, `id = ? FOR UPDATE`, id)
		switch {
		case err != nil:
			return err
		case !found || row.State == TransferFailed || got.Amount != row.Amount || got.Currency != row.Currency || got.Destination != row.Destination || row.StripeID != "" && row.StripeID != got.ID:
			return ErrForeign.Wrap(fmt.Errorf("%s: %d %s for %s is not our transfer %s", got.ID, got.Amount, got.Currency, got.Destination, id))
		case got.Back > 0 && !got.Reversed:
			return ErrForeign.Wrap(fmt.Errorf("%s: %d of %d %s was taken back: reverse the rest in Stripe's dashboard", got.ID, got.Back, got.Amount, got.Currency))
		}
		out = row
		out.StripeID = got.ID
		switch {
		case got.Reversed || row.State == TransferReversed:
			out.State = TransferReversed
		case row.State == TransferSending:
			out.State, out.Number = TransferSent, 1
		}
		return s.store.updateTransfer(ctx, out, s.Clock.Now())
	})
	return out, err
}

// ReverseTransfer takes all of a transfer back that was sent; the same again takes nothing
// twice. Errors: ErrMoved where nothing was sent, ErrRefused where the account does not
// have so much any more, ErrUnavailable.
func (s *Service) ReverseTransfer(ctx context.Context, id ident.ID) (Transfer, error) {
	row, found, err := s.store.transfer(ctx, `id = ?`, id)
	switch {
	case err != nil || row.State == TransferReversed:
		return row, err
	case !found || row.State != TransferSent || !s.On():
		return row, ErrMoved
	}
	key := fmt.Sprintf("reversal:%s:%d", id, row.Number)
	_, err = call(ctx, s, "transfer.reverse", key, row.StripeID, func(ctx context.Context) (string, error) {
		return row.StripeID, s.Client.ReverseTransfer(ctx, key, row.StripeID)
	})
	if errors.Is(err, ErrUnavailable) {
		return row, err
	}
	// Whatever was answered: the transfer itself tells.
	now, askErr := s.SyncTransfer(ctx, row.StripeID)
	if askErr != nil || now.State == TransferReversed {
		return now, askErr
	}
	// Refused, or a key that leads nowhere: the next try is another request.
	now.Number++
	if errors.Is(err, errGivenUp) || err == nil {
		err = ErrUnavailable.Wrap(fmt.Errorf("the reversal of %s was not carried out", row.StripeID))
	}
	return now, errors.Join(err, s.store.updateTransfer(ctx, now, s.Clock.Now()))
}
