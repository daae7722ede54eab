package supply

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// Allotment is how much of a variant may still be put on the shop's shelf today, out of
// what its cooperative set aside for retail. Several variants may share one period.
type Allotment struct {
	PeriodID ident.ID
	PerPiece int64 // thousandths of the period's unit in one piece of the variant
	Left     int64 // thousandths of a unit
}

// Allotments returns those of variants; one whose goods are not declared is absent, and
// has no limit. It says what stock would be refused today (stock.ErrOverAllotment): nothing
// is locked or kept.
func (s *Service) Allotments(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]Allotment, error) {
	return s.store.allotments(ctx, variantIDs, s.Clock.Now())
}
