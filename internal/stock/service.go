package stock

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Service is stock's use cases. Methods join the transaction of ctx.
type Service struct {
	db    *db.DB
	store store
	clock clock.Clock
}

// NewService returns stock over a database.
func NewService(d *db.DB, c clock.Clock) *Service {
	return &Service{db: d, store: store{db: d}, clock: c}
}

// Hold makes the claims of holdID exactly these lines; a renewed hold keeps what
// it already has. Errors: ErrNotEnough, and then the hold is as it was.
func (s *Service) Hold(ctx context.Context, holdID ident.ID, lines []Line) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		claimed, err := s.store.takeHold(ctx, holdID)
		if err != nil {
			return err
		}
		want := merge(lines)
		if err := s.move(ctx, deltas(want, claimed)); err != nil {
			return err
		}
		rows := make([]reservationRow, len(want))
		for i, l := range want {
			rows[i] = reservationRow{ID: ident.New(), VariantID: l.VariantID, Quantity: l.Quantity, HoldID: &holdID}
		}
		return s.store.insertReservations(ctx, rows, s.clock.Now())
	})
}

// ReleaseHold gives everything back that holdID holds; safe to repeat.
func (s *Service) ReleaseHold(ctx context.Context, holdID ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		claimed, err := s.store.takeHold(ctx, holdID)
		if err != nil {
			return err
		}
		return s.move(ctx, deltas(nil, claimed))
	})
}

// Allocate promises goods to order lines, first out of the hold (ident.Nil for
// none), then out of what is free; what the hold had beyond that goes back.
// Errors: ErrNotEnough, and then nothing is allocated.
func (s *Service) Allocate(ctx context.Context, holdID ident.ID, list []Allocation) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		var claimed []Line
		if holdID != ident.Nil {
			var err error
			if claimed, err = s.store.takeHold(ctx, holdID); err != nil {
				return err
			}
		}
		want := make([]Line, len(list))
		rows := make([]reservationRow, len(list))
		for i, a := range list {
			want[i] = Line{VariantID: a.VariantID, Quantity: a.Quantity}
			rows[i] = reservationRow{ID: ident.New(), VariantID: a.VariantID, Quantity: a.Quantity, OrderLineID: &list[i].OrderLineID}
		}
		if err := s.store.insertReservations(ctx, rows, s.clock.Now()); err != nil {
			return err
		}
		// The contended rows are touched last, so that their locks are held shortest.
		return s.move(ctx, deltas(want, claimed))
	})
}

// move changes what is reserved by the given deltas, all or nothing.
func (s *Service) move(ctx context.Context, delta []Line) error {
	if len(delta) == 0 {
		return nil
	}
	moved, err := s.store.addReserved(ctx, delta, s.clock.Now())
	if err != nil {
		return err
	}
	if moved == int64(len(delta)) {
		return nil
	}
	levels, err := s.store.levels(ctx, ids(delta))
	if err != nil {
		return err
	}
	var short []Shortage
	for _, l := range delta {
		if free := levels[l.VariantID].Available(); free < l.Quantity {
			short = append(short, Shortage{VariantID: l.VariantID, Wanted: l.Quantity, Available: max(0, free)})
		}
	}
	return ErrNotEnough.With("short", short)
}

// SetOnHand records a count of a variant without telling lots apart. More goes to the
// loose lot; what is missing is taken out of the loose lot, then out of the lots in the
// order in which goods leave. Errors: ErrQuantity, ErrBelowReserved (Meta "reserved"
// tells how much is promised), ErrOverAllotment.
func (s *Service) SetOnHand(ctx context.Context, variantID ident.ID, onHand int64, actorID ident.ID, note string) error {
	if onHand < 0 || onHand > MaxQuantity {
		return ErrQuantity
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		now := s.clock.Now()
		level, err := s.store.lock(ctx, variantID, now)
		if err != nil {
			return err
		}
		if onHand < level.Reserved {
			return ErrBelowReserved.With("reserved", level.Reserved)
		}
		if onHand == level.OnHand {
			return nil
		}
		reason := "adjust"
		if level.Version == 0 {
			reason = "opening"
		}
		moves := []moveRow{{VariantID: variantID, Delta: onHand - level.OnHand}}
		if onHand < level.OnHand {
			if moves, err = s.store.takeFrom(ctx, []lineRow{{ID: variantID, Quantity: level.OnHand - onHand}}); err != nil {
				return err
			}
		}
		for i := range moves {
			moves[i].Reason, moves[i].ActorID, moves[i].Note = reason, orNull(actorID), note
		}
		if err := s.store.move(ctx, moves, now); err != nil {
			return err
		}
		return s.settle(ctx, []ident.ID{variantID})
	})
}

// Levels returns the state of the variants; one that never had stock is absent.
func (s *Service) Levels(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]Level, error) {
	return s.store.levels(ctx, variantIDs)
}

// Audit lists the variants and lots whose figures do not add up: reserved differs from
// the claims, on hand from moves or lots, a lot from its moves or picks. Empty is the
// only good answer.
func (s *Service) Audit(ctx context.Context) ([]Drift, error) {
	variants, err := s.store.audit(ctx)
	if err != nil {
		return nil, err
	}
	lots, err := s.store.auditLots(ctx)
	return append(variants, lots...), err
}

func ids(lines []Line) []ident.ID {
	out := make([]ident.ID, len(lines))
	for i, l := range lines {
		out[i] = l.VariantID
	}
	return out
}
