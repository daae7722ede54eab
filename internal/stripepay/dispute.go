package stripepay

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/stripe"
)

// Dispute is a payment that the holder of its card contests (tra soát).
type Dispute struct {
	ID        string
	IntentID  string
	Amount    money.VND
	Fee       money.VND
	Reason    string
	Status    string // Stripe's
	OpenedAt  time.Time
	RespondBy time.Time // zero: no answer is asked for
	DecidedAt time.Time // zero: not decided
	Won       bool
	Parts     []DisputePart
}

// Decided tells whether it is over.
func (d Dispute) Decided() bool { return !d.DecidedAt.IsZero() }

// DisputePart is what of a dispute falls to one order.
type DisputePart struct {
	ID      ident.ID // by which the books know it
	OrderID ident.ID
	Amount  money.VND
	Held    money.VND // held back from the cooperative
}

// AskDispute asks Stripe how a dispute stands. Only of a payment that we know, in đồng.
// It writes nothing. Errors: ErrForeign, ErrUnavailable.
func (s *Service) AskDispute(ctx context.Context, id string) (Dispute, error) {
	if !s.On() {
		return Dispute{}, ErrOff
	}
	got, err := s.Client.Dispute(ctx, id)
	if err != nil {
		return Dispute{}, said(err)
	}
	_, found, err := s.store.intent(ctx, got.Intent)
	switch {
	case err != nil:
		return Dispute{}, err
	case !found || got.Currency != Currency || got.Amount <= 0:
		return Dispute{}, ErrForeign.Wrap(fmt.Errorf("dispute %s: %d %s of %s", got.ID, got.Amount, got.Currency, got.Intent))
	}
	out := Dispute{
		ID: got.ID, IntentID: got.Intent, Amount: money.VND(got.Amount), Reason: got.Reason, Status: got.Status,
		OpenedAt: got.OpenedAt, RespondBy: got.RespondBy, Fee: money.VND(got.Fee),
	}
	if got.FeeCurrency != Currency && got.Fee > 0 {
		// Stripe's fee is a sum in its own currency; beside what it took for the dispute there
		// it says how much of the amount that is.
		out.Fee = inProportion(out.Amount, got.Fee, got.FeeGross)
	}
	if won := got.Status == stripe.DisputeWon || got.Status == stripe.DisputeWarningClosed; won || got.Status == stripe.DisputeLost {
		out.DecidedAt, out.Won = s.Clock.Now(), won
	}
	return out, nil
}

// inProportion is amount × part ÷ whole to the nearest đồng, however large part is. Pure.
func inProportion(amount money.VND, part, whole int64) money.VND {
	if whole <= 0 {
		return 0
	}
	full := money.VND(part/whole) * amount
	rest, err := money.Split(amount, []int64{part % whole, whole - part%whole})
	if err != nil {
		return full
	}
	return full + rest[0]
}

// KeepDispute writes a dispute, in the transaction of ctx, and returns what stood before,
// under a lock; false where it is new. One that is decided stays so.
func (s *Service) KeepDispute(ctx context.Context, d Dispute) (before Dispute, known bool, err error) {
	if err := s.store.insertDispute(ctx, d, s.Clock.Now()); err != nil {
		return before, false, err
	}
	before, fresh, err := s.store.lockDispute(ctx, d.ID)
	if err != nil {
		return before, false, err
	}
	if before.Decided() {
		return before, true, nil
	}
	return before, !fresh, s.store.updateDispute(ctx, d, s.Clock.Now())
}

// KeepPart writes what of a dispute falls to an order, and what is held, in the
// transaction of ctx.
func (s *Service) KeepPart(ctx context.Context, disputeID string, p DisputePart) error {
	return s.store.insertPart(ctx, disputeID, p)
}

// HoldPart writes how much of a part is held back, in the transaction of ctx.
func (s *Service) HoldPart(ctx context.Context, p DisputePart) error { return s.store.holdPart(ctx, p) }

// Disputes lists the newest, those that are open first.
func (s *Service) Disputes(ctx context.Context, limit int) ([]Dispute, error) {
	return s.store.disputes(ctx, limit)
}

// OpenDisputes lists disputes that have not been asked about for a while.
func (s *Service) OpenDisputes(ctx context.Context, limit int) ([]string, error) {
	return s.store.openDisputes(ctx, s.Clock.Now().Add(-atLast), limit)
}

// Payout is what Stripe sent to our bank.
type Payout struct {
	ID       string
	Amount   int64 // in the currency's smallest unit; below zero: taken from our bank
	Currency string
	Status   string
	ArriveAt time.Time
}

// InVND tells whether it can be posted as it is.
func (p Payout) InVND() bool { return p.Currency == Currency }

// AskPayout asks Stripe how a payout stands. It writes nothing. Errors: ErrUnavailable.
func (s *Service) AskPayout(ctx context.Context, id string) (Payout, error) {
	if !s.On() {
		return Payout{}, ErrOff
	}
	got, err := s.Client.Payout(ctx, id)
	if err != nil {
		return Payout{}, said(err)
	}
	return Payout{ID: got.ID, Amount: got.Amount, Currency: got.Currency, Status: got.Status, ArriveAt: got.ArriveAt}, nil
}

// KeepPayout writes a payout, in the transaction of ctx.
func (s *Service) KeepPayout(ctx context.Context, p Payout) error {
	return s.store.putPayout(ctx, p, s.Clock.Now())
}

// arrivesWithin is how far from the day that Stripe names a bank may show a payout.
const arrivesWithin = 10 * 24 * time.Hour

// PayoutsLike lists payouts in đồng that came to amount or its opposite and were to arrive
// around a day, the oldest first.
func (s *Service) PayoutsLike(ctx context.Context, amount money.VND, day time.Time) ([]Payout, error) {
	return s.store.payoutsLike(ctx, int64(amount), day.Add(-arrivesWithin), day.Add(arrivesWithin))
}

// Payouts lists the newest.
func (s *Service) Payouts(ctx context.Context, limit int) ([]Payout, error) {
	return s.store.payouts(ctx, limit)
}
