package card

import (
	"context"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/stripepay"
)

// PayoutsLike lists Stripe's payouts in đồng that came to amount or its opposite and were
// to arrive around a day, the oldest first; those that fell through last.
func (s *Service) PayoutsLike(ctx context.Context, amount money.VND, day time.Time) ([]stripepay.Payout, error) {
	list, err := s.Stripe.PayoutsLike(ctx, amount, day)
	slices.SortStableFunc(list, func(a, b stripepay.Payout) int {
		switch fellA, fellB := FellThrough(a), FellThrough(b); {
		case fellA == fellB:
			return 0
		case fellB:
			return -1
		}
		return 1
	})
	return list, err
}

// PayoutArrived posts a payout that our bank shows, once, whether Stripe or the bank tells
// of it first. It joins the transaction of ctx.
func (s *Service) PayoutArrived(ctx context.Context, id string, amount money.VND) error {
	return s.Books.StripePaidOut(ctx, id, amount)
}

// FellThrough tells whether a payout came back to Stripe or never left it.
func FellThrough(p stripepay.Payout) bool {
	return p.Status == stripe.PayoutFailed || p.Status == stripe.PayoutCanceled
}
