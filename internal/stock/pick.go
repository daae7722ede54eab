package stock

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// Pick chooses the lots of what these order lines were promised: first expired,
// first out. Lines that have theirs keep them, so repeating is harmless. Errors:
// ErrNoGoodLot, and then nothing is picked.
func (s *Service) Pick(ctx context.Context, lineIDs []ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		claims, err := s.store.lockClaims(ctx, lineIDs)
		if err != nil || len(claims) == 0 {
			return err
		}
		now := s.clock.Now()
		today := lotDay(now)
		variants := ids(mergeAllocations(claims))
		if err := s.store.lockItems(ctx, variants); err != nil {
			return err
		}
		if err := s.store.unpickBad(ctx, variants, today); err != nil {
			return err
		}
		short, err := s.store.pick(ctx, lineIDs, today, now)
		if err != nil {
			return err
		}
		if len(short) > 0 {
			return ErrNoGoodLot.With("short", short)
		}
		return nil
	})
}

// Release gives back part or all of what order lines were promised: goods that
// will not be sent. Asking for more than a line still claims gives back what it claims.
func (s *Service) Release(ctx context.Context, list []Allocation) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		claimed, err := s.store.takeLines(ctx, list)
		if err != nil {
			return err
		}
		if err := s.move(ctx, deltas(nil, claimed)); err != nil {
			return err
		}
		lines := make([]ident.ID, len(list))
		for i, a := range list {
			lines[i] = a.OrderLineID
		}
		if err := s.store.trimPicks(ctx, lines); err != nil {
			return err
		}
		return s.settle(ctx, ids(merge(claimed)))
	})
}

// Ship takes the goods of these order lines off the shelf: on hand and reserved go
// down, and the lots know where they went. Lines without a claim are passed over, so
// repeating is harmless. Errors: ErrNoGoodLot.
func (s *Service) Ship(ctx context.Context, orderID ident.ID, lineIDs []ident.ID, actorID ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.Pick(ctx, lineIDs); err != nil {
			return err
		}
		if _, err := s.store.dropLines(ctx, lineIDs); err != nil {
			return err
		}
		now := s.clock.Now()
		gone, err := s.store.shipPicks(ctx, lineIDs, now)
		if err != nil {
			return err
		}
		for i := range gone {
			gone[i].Delta, gone[i].Reserved = -gone[i].Delta, -gone[i].Delta
			gone[i].Reason, gone[i].OrderID, gone[i].ActorID = "ship", orNull(orderID), orNull(actorID)
		}
		return s.store.move(ctx, gone, now)
	})
}

// Return puts goods back on the shelf that were shipped and came back, each into the
// lot it came from; what was sent before lots were kept goes to the loose lot.
func (s *Service) Return(ctx context.Context, orderID ident.ID, list []Allocation, actorID ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		variants := ids(mergeAllocations(list))
		if err := s.store.lockItems(ctx, variants); err != nil {
			return err
		}
		back, err := s.store.returnPicks(ctx, list)
		if err != nil {
			return err
		}
		rest := map[ident.ID]int64{}
		for _, a := range list {
			rest[a.VariantID] += a.Quantity
		}
		for _, m := range back {
			rest[m.VariantID] -= m.Delta
		}
		for _, id := range variants {
			if rest[id] > 0 {
				back = append(back, moveRow{VariantID: id, Delta: rest[id]})
			}
		}
		for i := range back {
			back[i].Reason, back[i].OrderID, back[i].ActorID = "return", orNull(orderID), orNull(actorID)
		}
		if err := s.store.move(ctx, back, s.clock.Now()); err != nil {
			return err
		}
		return s.settle(ctx, variants)
	})
}

func mergeAllocations(list []Allocation) []Line {
	lines := make([]Line, len(list))
	for i, a := range list {
		lines[i] = Line{VariantID: a.VariantID, Quantity: a.Quantity}
	}
	return merge(lines)
}
