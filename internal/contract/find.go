package contract

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// OfDemand returns the contract that came of a demand, as far as an organisation is
// a party of it and may see it: a cooperative does not see drafts. ident.Nil: none.
func (s *Service) OfDemand(ctx context.Context, orgID, demandID ident.ID) (ident.ID, error) {
	return s.store.ofDemand(ctx, orgID, demandID)
}
