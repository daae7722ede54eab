package cart

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// Forget empties the cart of an account that is being erased. A checkout hold
// runs out by itself.
func (s *Service) Forget(ctx context.Context, userID ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		id, err := s.store.lock(ctx, Owner{UserID: userID})
		if err != nil || id == ident.Nil {
			return err
		}
		return s.store.deleteLines(ctx, id)
	})
}
