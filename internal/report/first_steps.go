package report

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// FirstSteps is how far a new cooperative has come, read from what it has done.
type FirstSteps struct {
	Card      bool // the public card has all that the law wants shown
	Verified  bool // by the Alliance
	Listing   bool // something is listed, if only as a draft
	Stock     bool // something is on hand
	People    bool // somebody else works here too
	Dismissed bool // the owner does not want to see them any more
}

// Done tells whether nothing is left.
func (f FirstSteps) Done() bool { return f.Card && f.Verified && f.Listing && f.Stock && f.People }

// FirstSteps reads a cooperative's first steps.
func (s *Service) FirstSteps(ctx context.Context, orgID ident.ID) (FirstSteps, error) {
	return s.store.firstSteps(ctx, orgID)
}
