package returns

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// ErasePersonalData forgets to which accounts money of a person's orders was to go.
func (s *Service) ErasePersonalData(ctx context.Context, userID ident.ID) error {
	return s.store.forgetAccounts(ctx, userID)
}
