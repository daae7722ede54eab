package stock

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// ChangeInput changes how much there is of a lot.
type ChangeInput struct {
	LotID ident.ID
	Kind  ChangeKind
	// Quantity: received and written off, how much; adjusted, by how much, up or down;
	// counted, how much is there of what is for sale.
	Quantity int64
	Cause    Cause  // of a write-off
	Note     string // the reason of an adjustment
	// Version that was seen; 0 means not told. A count needs it: it speaks of a moment.
	Version int64
	ActorID ident.ID
}

// Validate gathers the faults of a change, by the request's fields.
func (in ChangeInput) Validate() error {
	var f apperr.Fields
	switch in.Kind {
	case ChangeReceive, ChangeCount:
	case ChangeAdjust:
		if strings.TrimSpace(in.Note) == "" {
			f.AddErr("/note", ErrLotReason)
		}
	case ChangeWriteOff:
		if !in.Cause.Known() {
			f.AddErr("/cause", ErrLotCause)
		}
	default:
		f.AddErr("/kind", ErrChangeKind)
	}
	if utf8.RuneCountInString(in.Note) > 500 {
		f.AddErr("/note", ErrLotReason)
	}
	return f.Err()
}

// Change carries out a change of a lot and returns the lot after it. Errors:
// request.invalid, ErrLotNotFound, ErrLotChanged (Meta "current"), ErrQuantity,
// ErrLotClosed, ErrLotShort, ErrBelowReserved, ErrOverAllotment.
func (s *Service) Change(ctx context.Context, in ChangeInput) (Lot, error) {
	if err := in.Validate(); err != nil {
		return Lot{}, err
	}
	var after Lot
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		l, level, err := s.lockLot(ctx, in.LotID)
		if err != nil {
			return err
		}
		if in.Kind == ChangeCount && in.Version != l.Version || in.Version != 0 && in.Version != l.Version {
			return ErrLotChanged.With("current", l.figures())
		}
		c, err := l.decide(in, level.Available(), lotDay(s.clock.Now()))
		if err != nil {
			return err
		}
		if c != (change{}) {
			if err := s.store.move(ctx, []moveRow{{
				VariantID: l.VariantID, LotID: &l.ID, Delta: c.delta, Held: c.held, Reason: string(in.Kind), Cause: string(in.Cause),
				Note: in.Note, ActorID: orNull(in.ActorID),
			}}, s.clock.Now()); err != nil {
				return err
			}
			if err := s.settle(ctx, []ident.ID{l.VariantID}); err != nil {
				return err
			}
		}
		after, err = s.store.lot(ctx, in.LotID)
		return err
	})
	return after, err
}

// Recall calls a lot back: nothing of it is sold, picked or sent any more, and what
// was picked of it is picked anew. Errors: ErrLotNotFound, ErrLotLoose, ErrLotReason,
// ErrLotRecalled when it was recalled before.
func (s *Service) Recall(ctx context.Context, lotID ident.ID, r Recall) (Lot, error) {
	if n := utf8.RuneCountInString(strings.TrimSpace(r.Reason)); n == 0 || n > 500 {
		return Lot{}, apperr.ErrInvalid.AtField("/reason", ErrLotReason)
	}
	r.At = s.clock.Now()
	var after Lot
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		l, _, err := s.lockLot(ctx, lotID)
		switch {
		case err != nil:
			return err
		case l.Loose:
			return ErrLotLoose
		case !l.Recall.At.IsZero():
			return ErrLotRecalled
		}
		if err := s.store.recall(ctx, lotID, r); err != nil {
			return err
		}
		if err := s.settle(ctx, []ident.ID{l.VariantID}); err != nil {
			return err
		}
		after, err = s.store.lot(ctx, lotID)
		return err
	})
	return after, err
}

// lockLot reads a lot and its variant's level under their locks.
func (s *Service) lockLot(ctx context.Context, lotID ident.ID) (Lot, Level, error) {
	l, err := s.store.lot(ctx, lotID)
	if err != nil {
		return l, Level{}, err
	}
	level, err := s.store.lock(ctx, l.VariantID, s.clock.Now())
	if err != nil {
		return l, level, err
	}
	l, err = s.store.lot(ctx, lotID) // as it is now that nobody else changes it
	return l, level, err
}

// settle takes what is expired or recalled out of what is on hand: first out of what
// orders had picked, then off the shelf, as far as it is not promised. What is
// promised of it stays on hand until it is released or other goods come.
func (s *Service) settle(ctx context.Context, variantIDs []ident.ID) error {
	now := s.clock.Now()
	today := lotDay(now)
	if bad, err := s.store.unsellable(ctx, variantIDs, today); err != nil || len(bad) == 0 {
		return err
	}
	if err := s.store.lockItems(ctx, variantIDs); err != nil {
		return err
	}
	if err := s.store.unpickBad(ctx, variantIDs, today); err != nil {
		return err
	}
	moves, err := s.store.toWithhold(ctx, variantIDs, today)
	if err != nil {
		return err
	}
	return s.store.move(ctx, moves, now)
}

// settleBatch bounds how many variants one transaction of Sweep locks.
const settleBatch = 50

// Sweep withholds what has expired since it last ran; safe to repeat and to run twice
// at once. It runs at midnight in Vietnam, and every hour in case that was missed.
func (s *Service) Sweep(ctx context.Context) error {
	for after := ident.Nil; ; {
		variants, err := s.store.variantsToSettle(ctx, after, settleBatch, lotDay(s.clock.Now()))
		if err != nil || len(variants) == 0 {
			return err
		}
		if err := s.db.InTx(ctx, func(ctx context.Context) error { return s.settle(ctx, variants) }); err != nil {
			return err
		}
		after = variants[len(variants)-1]
	}
}
