package stock

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// TryAllocate is Allocate out of what is free where all of it is there; else it changes
// nothing and tells so, without spoiling the transaction of ctx.
func (s *Service) TryAllocate(ctx context.Context, list []Allocation) (bool, error) {
	done := false
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		want := mergeAllocations(list)
		if err := s.store.lockItems(ctx, ids(want)); err != nil {
			return err
		}
		levels, err := s.store.levels(ctx, ids(want))
		if err != nil {
			return err
		}
		for _, l := range want {
			if levels[l.VariantID].Available() < l.Quantity {
				return nil
			}
		}
		done = true
		return s.Allocate(ctx, ident.Nil, list)
	})
	return done, err
}
