package exchange

import (
	"context"
	"fmt"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/supply"
)

// shelf is how much of declared goods the rows of a file may still put into the shop.
// What other rows take off gives no room: a chunk is written with what it adds first.
type shelf struct {
	of    map[ident.ID]supply.Allotment
	taken map[ident.ID]int64 // by the file so far, of each period
}

// put takes pieces of a variant out of its allotment; false where it holds fewer.
func (s shelf) put(variantID ident.ID, pieces int64) bool {
	a, limited := s.of[variantID]
	if !limited || pieces <= 0 {
		return true
	}
	if s.taken[a.PeriodID]+pieces*a.PerPiece > a.Left {
		return false
	}
	s.taken[a.PeriodID] += pieces * a.PerPiece
	return true
}

func (c *checker) shelf(ctx context.Context, variantIDs []ident.ID) (shelf, error) {
	s := shelf{taken: c.shelved}
	if len(variantIDs) == 0 {
		return s, nil
	}
	var err error
	if s.of, err = c.s.Supply.Allotments(ctx, variantIDs); err != nil {
		return s, fmt.Errorf("read allotments: %w", err)
	}
	return s, nil
}
