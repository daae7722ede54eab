package stock

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// Replace takes goods off the shelf to be sent instead of others of an order, without
// a claim before. Errors: ErrNotEnough, and then nothing is taken.
func (s *Service) Replace(ctx context.Context, orderID ident.ID, lines []Line, actorID ident.ID, note string) error {
	lines = merge(lines)
	return s.db.InTx(ctx, func(ctx context.Context) error {
		levels, err := s.store.lockLevels(ctx, ids(lines), s.clock.Now())
		if err != nil {
			return err
		}
		var short []Shortage
		for _, l := range lines {
			if free := levels[l.VariantID].Available(); free < l.Quantity {
				short = append(short, Shortage{VariantID: l.VariantID, Wanted: l.Quantity, Available: max(0, free)})
			}
		}
		if len(short) > 0 {
			return ErrNotEnough.With("short", short)
		}
		return s.store.replace(ctx, lines, orderID, actorID, note, s.clock.Now())
	})
}
