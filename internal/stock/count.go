package stock

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// Count is what was counted of a variant.
type Count struct {
	VariantID ident.ID
	OnHand    int64
}

// LockLevels returns the levels of variants as they are and stay until the
// transaction ends; one that never had stock has nought.
func (s *Service) LockLevels(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]Level, error) {
	return s.store.lockLevels(ctx, variantIDs, s.clock.Now())
}

// CountAll records many counts of variants that LockLevels locked, in their
// transaction. Errors: ErrOverAllotment.
func (s *Service) CountAll(ctx context.Context, counts []Count, levels map[ident.ID]Level, actorID ident.ID, note string) error {
	rows := make([]countRow, 0, len(counts))
	for _, c := range counts {
		l := levels[c.VariantID]
		if c.OnHand == l.OnHand {
			continue
		}
		reason := "adjust"
		if l.Version == 0 {
			reason = "opening"
		}
		rows = append(rows, countRow{ID: c.VariantID, Delta: c.OnHand - l.OnHand, Reason: reason})
	}
	if len(rows) == 0 {
		return nil
	}
	return s.store.countAll(ctx, rows, actorID, note, s.clock.Now())
}

// OpenAll puts the first goods of variants that were made in the transaction of ctx on
// the shelf: nobody else knows them yet, so there is nothing to lock or to compare.
func (s *Service) OpenAll(ctx context.Context, counts []Count, actorID ident.ID, note string) error {
	rows := make([]openRow, 0, len(counts))
	for _, c := range counts {
		if c.OnHand > 0 {
			rows = append(rows, openRow{ID: c.VariantID, LotID: ident.New(), OnHand: c.OnHand})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return s.store.openAll(ctx, rows, actorID, note, s.clock.Now())
}
