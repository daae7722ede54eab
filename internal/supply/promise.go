package supply

import (
	"context"
	"sort"

	"github.com/chophien/chophien/internal/ident"
)

// Promise makes the claims of the holder exactly these; what it held of other
// periods goes back, what it holds already it keeps. All or nothing. Errors:
// ErrClaim, ErrNotEnough (Meta "short"), and then nothing is changed.
func (s *Service) Promise(ctx context.Context, h Holder, claims []Claim) error {
	seen := map[ident.ID]bool{}
	for _, c := range claims {
		if c.Quantity < 1 || c.Quantity > MaxQuantity || seen[c.PeriodID] {
			return ErrClaim
		}
		seen[c.PeriodID] = true
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		held, err := s.store.takePromises(ctx, h)
		if err != nil {
			return err
		}
		delta := deltas(claims, held)
		// Locked before the promises are written: they refer to these rows.
		if err := s.move(ctx, delta); err != nil {
			return err
		}
		if err := s.store.insertPromises(ctx, h, claims, s.Clock.Now()); err != nil {
			return err
		}
		return s.tellOf(ctx, delta)
	})
}

// Release gives back all that the holder holds; safe to repeat.
func (s *Service) Release(ctx context.Context, h Holder) error { return s.Promise(ctx, h, nil) }

// Transfer hands over what one holder holds to another, such as an accepted
// offer's claims to its contract, without a moment in which they are free.
// The new holder must not hold any of it already. Repeating is harmless.
func (s *Service) Transfer(ctx context.Context, from, to Holder) error {
	return s.store.transfer(ctx, from, to)
}

// Held lists what a holder holds, by start of the period.
func (s *Service) Held(ctx context.Context, h Holder) ([]Promise, error) {
	return s.store.held(ctx, h)
}

// Audit lists the periods whose promised differs from the sum of their promises.
// Empty is the only good answer.
func (s *Service) Audit(ctx context.Context) ([]ident.ID, error) { return s.store.audit(ctx) }

// move changes what is promised by the given deltas, all or nothing.
func (s *Service) move(ctx context.Context, delta []Claim) error {
	if len(delta) == 0 {
		return nil
	}
	moved, err := s.store.addPromised(ctx, delta, s.today())
	if err != nil || moved == int64(len(delta)) {
		return err
	}
	free, err := s.store.free(ctx, periodIDs(delta), s.today())
	if err != nil {
		return err
	}
	short := []Shortage{}
	for _, d := range delta {
		if free[d.PeriodID] < d.Quantity {
			short = append(short, Shortage{PeriodID: d.PeriodID, Wanted: d.Quantity, Available: max(0, free[d.PeriodID])})
		}
	}
	return ErrNotEnough.With("short", short)
}

// tellOf tells of the types whose promises changed.
func (s *Service) tellOf(ctx context.Context, delta []Claim) error {
	if s.Queue == nil || len(delta) == 0 {
		return nil
	}
	types, err := s.store.typesOf(ctx, periodIDs(delta))
	if err != nil {
		return err
	}
	return s.tell(ctx, types...)
}

// deltas compares what is wanted with what is held and returns, in id order, how
// much more (positive) or less (negative) to promise of each period.
func deltas(want, held []Claim) []Claim {
	sum := map[ident.ID]int64{}
	for _, c := range want {
		sum[c.PeriodID] += c.Quantity
	}
	for _, c := range held {
		sum[c.PeriodID] -= c.Quantity
	}
	out := make([]Claim, 0, len(sum))
	for id, q := range sum {
		if q != 0 {
			out = append(out, Claim{PeriodID: id, Quantity: q})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].PeriodID.String() < out[j].PeriodID.String() })
	return out
}

func periodIDs(claims []Claim) []ident.ID {
	out := make([]ident.ID, len(claims))
	for i, c := range claims {
		out[i] = c.PeriodID
	}
	return out
}
