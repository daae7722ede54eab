package catalog

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// Stale is a product that was hidden because nobody has touched it for long.
type Stale struct {
	ProductID ident.ID
	OrgID     ident.ID
	Name      Text
}

// staleBatch bounds what one run hides; the next run hides more.
const staleBatch = 100

// HideStale takes goods off the shelf of which since that time neither words nor price nor
// stock were changed and nothing was ordered: whether they are still there, nobody knows.
// Listing them again is the cooperative's word that they are. It returns what it hid, in
// the transaction of ctx.
func (s *Service) HideStale(ctx context.Context, since time.Time) ([]Stale, error) {
	list, err := s.store.stale(ctx, since, staleBatch)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		if err := s.HideFor(ctx, p.ProductID, ident.Nil, HiddenForgotten); err != nil {
			return nil, err
		}
	}
	return list, nil
}
