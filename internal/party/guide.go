package party

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// DismissGuide stops showing an organisation its first steps; safe to repeat.
func (s *Service) DismissGuide(ctx context.Context, orgID ident.ID) error {
	return s.store.dismissGuide(ctx, orgID, s.clock.Now())
}

// Alliance returns the organisation that runs the market, the oldest where there are
// several. Errors: organisation.not_found.
func (s *Service) Alliance(ctx context.Context) (Organisation, error) { return s.store.alliance(ctx) }
