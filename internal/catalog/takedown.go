package catalog

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// Conceal takes goods off the shelf for as long as the Alliance says, within the
// caller's transaction: until Release nobody lists them. Errors: ErrProductNotFound.
func (s *Service) Conceal(ctx context.Context, productID ident.ID) error {
	orgID, err := s.store.conceal(ctx, productID, true, s.clock.Now())
	if err != nil {
		return err
	}
	return s.recount(ctx, orgID)
}

// Release lets a cooperative list goods again that were concealed; they stay hidden
// until it does. Errors: ErrProductNotFound.
func (s *Service) Release(ctx context.Context, productID ident.ID) error {
	_, err := s.store.conceal(ctx, productID, false, s.clock.Now())
	return err
}
