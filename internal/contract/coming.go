package contract

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
)

// dueID is the sort key of deliveries by day.
type dueID struct {
	due time.Time
	id  ident.ID
}

const comingCursor = "coming-deliveries"

func decodeDue(cursor string) (*dueID, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // "from the start" is no key
	}
	parts, err := keyset.Decode(comingCursor, cursor, 2)
	if err != nil {
		return nil, err
	}
	due, err := time.Parse(time.DateOnly, parts[0])
	id, ok := ident.Parse(parts[1])
	if err != nil || !ok {
		return nil, keyset.ErrBadCursor
	}
	return &dueID{due: due, id: id}, nil
}

// Coming returns a page of an organisation's deliveries that are not over, over all
// its contracts in force, the next day first. waiting leaves only those that wait for
// a step of its own: called or confirmed ones of a cooperative, sent ones of a buyer.
// Errors: keyset.ErrBadCursor.
func (s *Service) Coming(ctx context.Context, orgID ident.ID, waiting bool, cursor string, limit int) (keyset.Page[Delivery], error) {
	var page keyset.Page[Delivery]
	after, err := decodeDue(cursor)
	if err != nil {
		return page, err
	}
	limit = min(max(limit, 1), 100)
	if page.Items, err = s.store.coming(ctx, orgID, waiting, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.Encode(comingCursor, day(last.DueOn), last.ID.String())
	}
	return page, nil
}
