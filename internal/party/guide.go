package party

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// DismissGuide stops showing an organisation its first steps; safe to repeat.
func (s *Service) DismissGuide(ctx context.Context, orgID ident.ID) error {
	return s.store.dismissGuide(ctx, orgID, s.clock.Now())
}
