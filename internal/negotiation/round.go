package negotiation

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/offer"
)

// Round is how far a negotiation has come, as its buyer keeps an eye on it.
type Round struct {
	offer.Negotiation
	Code, Title string   // of the demand
	Asked       int      // cooperatives
	Waiting     int      // of these: not answered yet
	Standing    int      // accepted or countered: can be awarded
	Declined    int      // or were silent until the deadline
	ContractID  ident.ID // of the award; ident.Nil: none
}

// most rounds that are listed: the open ones come first, those past their date before others.
const mostRounds = 50

// Rounds lists a firm's negotiations, what waits for a decision first; only one
// demand's where demandID is given.
func (s *Service) Rounds(ctx context.Context, orgID, demandID ident.ID) ([]Round, error) {
	return s.store.rounds(ctx, orgID, demandID, mostRounds)
}
