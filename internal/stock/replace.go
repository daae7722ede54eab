package stock

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// Replace takes goods off the shelf to be sent instead of others of an order's lines,
// without a claim before, out of good lots that then know the buyer. Errors:
// ErrNotEnough, and then nothing is taken.
func (s *Service) Replace(ctx context.Context, orderID ident.ID, list []Allocation, actorID ident.ID, note string) error {
	lines := mergeAllocations(list)
	return s.db.InTx(ctx, func(ctx context.Context) error {
		now := s.clock.Now()
		levels, err := s.store.lockLevels(ctx, ids(lines), now)
		if err != nil {
			return err
		}
		moves, err := s.store.replace(ctx, list, lotDay(now), now)
		if err != nil {
			return err
		}
		taken := map[ident.ID]int64{}
		for i := range moves {
			taken[moves[i].VariantID] += moves[i].Delta
			moves[i].Delta, moves[i].Reason, moves[i].Note = -moves[i].Delta, "ship", note
			moves[i].OrderID, moves[i].ActorID = orNull(orderID), orNull(actorID)
		}
		var short []Shortage
		for _, l := range lines {
			if free := min(levels[l.VariantID].Available(), taken[l.VariantID]); free < l.Quantity {
				short = append(short, Shortage{VariantID: l.VariantID, Wanted: l.Quantity, Available: max(0, free)})
			}
		}
		if len(short) > 0 {
			return ErrNotEnough.With("short", short)
		}
		return s.store.move(ctx, moves, now)
	})
}
