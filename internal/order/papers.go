package order

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// OfOrg returns orders of a cooperative with all that papers show, in the order of the
// ids. Errors: ErrNotFound when one of them is not there or is another's.
func (s *Service) OfOrg(ctx context.Context, orgID ident.ID, ids []ident.ID) ([]View, error) {
	purchaseOf, err := s.store.purchasesOf(ctx, orgID, ids)
	if err != nil {
		return nil, err
	}
	var purchases []ident.ID
	seen := map[ident.ID]bool{}
	for _, id := range ids {
		p, ok := purchaseOf[id]
		if !ok {
			return nil, ErrNotFound
		}
		if !seen[p] {
			seen[p] = true
			purchases = append(purchases, p)
		}
	}
	found, err := s.store.purchases(ctx, purchases)
	if err != nil {
		return nil, err
	}
	sellers, err := s.store.cooperatives(ctx, []ident.ID{orgID})
	if err != nil {
		return nil, err
	}
	lots, err := s.store.lineLots(ctx, ids)
	if err != nil {
		return nil, err
	}
	views := map[ident.ID]View{}
	for _, p := range found {
		withLots(p, lots)
		head := p
		head.Orders = nil
		for _, o := range p.Orders {
			views[o.ID] = View{Order: o, Purchase: head, Cooperative: sellers[orgID]}
		}
	}
	out := make([]View, len(ids))
	for i, id := range ids {
		out[i] = views[id]
	}
	return out, nil
}
