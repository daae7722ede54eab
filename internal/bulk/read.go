package bulk

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/requisition"
)

// Requests is a page of a firm's requisitions with the names of the people in it.
type Requests struct {
	keyset.Page[requisition.Requisition]

	Names map[ident.ID]string
}

// Requisitions returns one page of what the firm's members asked for, newest first,
// without lines. Errors: ErrNotFound, ErrNotVerified, keyset.ErrBadCursor.
func (s *Service) Requisitions(ctx context.Context, actor party.Actor, orgID ident.ID, status requisition.Status, cursor string, limit int) (Requests, error) {
	var out Requests
	if _, err := buyer(actor, orgID); err != nil {
		return out, err
	}
	var err error
	if out.Page, err = s.Requisition.List(ctx, orgID, status, cursor, limit); err != nil {
		return out, err
	}
	var ids []ident.ID
	for _, r := range out.Items {
		ids = append(ids, r.RequestedBy, r.DecidedBy)
	}
	out.Names, err = s.store.people(ctx, ids)
	return out, err
}

// Bought is a purchase of the firm, and the requisition that it came from.
type Bought struct {
	Purchase    order.Purchase
	Orders      []order.View
	Requisition *requisition.Requisition // nil: ordered without asking
	Names       map[ident.ID]string
}

// Purchase returns one purchase to a member of its firm. Errors: order.ErrNotFound.
func (s *Service) Purchase(ctx context.Context, orgID, id ident.ID) (Bought, error) {
	var b Bought
	var err error
	if b.Purchase, b.Orders, err = s.Orders.FirmPurchase(ctx, orgID, id); err != nil {
		return b, err
	}
	r, found, err := s.Requisition.OfPurchase(ctx, orgID, id)
	if err != nil || !found {
		return b, err
	}
	b.Requisition = &r
	b.Names, err = s.store.people(ctx, []ident.ID{r.RequestedBy, r.DecidedBy})
	return b, err
}
