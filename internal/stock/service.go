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

// Release gives back part or all of what order lines were promised: goods that
// will not be sent. Asking for more than a line still claims gives back what it claims.
func (s *Service) Release(ctx context.Context, list []Allocation) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		claimed, err := s.store.takeLines(ctx, list)
		if err != nil {
			return err
		}
		return s.move(ctx, deltas(nil, claimed))
	})
}

// Ship takes the goods of these order lines off the shelf: both on hand and
// reserved go down. Lines without a claim are passed over, so repeating is harmless.
func (s *Service) Ship(ctx context.Context, orderID ident.ID, lineIDs []ident.ID, actorID ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		claimed, err := s.store.dropLines(ctx, lineIDs)
		if err != nil {
			return err
		}
		return s.store.ship(ctx, merge(claimed), orderID, actorID, s.clock.Now())
	})
}

// Return puts goods back on the shelf that were shipped and came back.
func (s *Service) Return(ctx context.Context, orderID ident.ID, lines []Line, actorID ident.ID) error {
	return s.store.putBack(ctx, merge(lines), orderID, actorID, s.clock.Now())
}

// SetOnHand records a count of what is there. Errors: ErrQuantity, ErrBelowReserved
// (Meta "reserved" tells how much is promised), ErrOverAllotment.
func (s *Service) SetOnHand(ctx context.Context, variantID ident.ID, onHand int64, actorID ident.ID, note string) error {
	if onHand < 0 || onHand > MaxQuantity {
		return ErrQuantity
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		level, err := s.store.lock(ctx, variantID, s.clock.Now())
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
		return s.store.setOnHand(ctx, variantID, onHand-level.OnHand, reason, actorID, note, s.clock.Now())
	})
}

// Levels returns the state of the variants; one that never had stock is absent.
func (s *Service) Levels(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]Level, error) {
	return s.store.levels(ctx, variantIDs)
}

// Audit lists the variants whose reserved differs from their claims or whose
// on hand differs from their moves. Empty is the only good answer.
func (s *Service) Audit(ctx context.Context) ([]Drift, error) { return s.store.audit(ctx) }

func ids(lines []Line) []ident.ID {
	out := make([]ident.ID, len(lines))
	for i, l := range lines {
		out[i] = l.VariantID
	}
	return out
}
