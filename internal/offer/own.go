package offer

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
)

const ownCursor = "own-offers"

// OwnFilter says which offers of a cooperative are listed.
type OwnFilter struct {
	OrgID ident.ID
	// Running: only those of negotiations that are still open, or only those that are
	// over; nil: all.
	Running *bool
	Cursor  string
	Limit   int // 1 to 100
}

// Own returns a page of the offers that a cooperative leads or is asked to join,
// changed last first. Errors: keyset.ErrBadCursor.
func (s *Service) Own(ctx context.Context, f OwnFilter) (keyset.Page[Offer], error) {
	var page keyset.Page[Offer]
	after, err := keyset.DecodeTimeID(ownCursor, f.Cursor)
	if err != nil {
		return page, err
	}
	limit := min(max(f.Limit, 1), 100)
	if page.Items, err = s.store.ofOrg(ctx, f, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(ownCursor, keyset.TimeID{At: last.UpdatedAt, ID: last.ID})
	}
	return page, nil
}

// Negotiations returns those of some demands, by demand.
func (s *Service) Negotiations(ctx context.Context, demandIDs []ident.ID) (map[ident.ID]Negotiation, error) {
	return s.store.negotiations(ctx, demandIDs)
}
