package offtake

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/party"
)

// View is a contract as one of its parties or the Alliance reads it.
type View struct {
	Contract  contract.Contract
	Role      contract.Role
	Standing  contract.Standing
	Place     apperr.Text // the commune and its province; empty in lists
	Programme apperr.Text // empty: under none
}

// Own returns a page of an organisation's contracts with where they stand, changed
// last first. Errors: keyset.ErrBadCursor.
func (s *Service) Own(ctx context.Context, orgID ident.ID, f contract.Filter, cursor string, limit int) (keyset.Page[View], error) {
	page, err := s.Contract.Own(ctx, orgID, f, cursor, limit)
	if err != nil {
		return keyset.Page[View]{}, err
	}
	return s.views(ctx, orgID, page)
}

// All returns a page of all contracts that were ever sent to be signed; for the
// Alliance. Errors: keyset.ErrBadCursor.
func (s *Service) All(ctx context.Context, f contract.Filter, cursor string, limit int) (keyset.Page[View], error) {
	page, err := s.Contract.All(ctx, f, cursor, limit)
	if err != nil {
		return keyset.Page[View]{}, err
	}
	return s.views(ctx, ident.Nil, page)
}

func (s *Service) views(ctx context.Context, orgID ident.ID, page keyset.Page[contract.Contract]) (keyset.Page[View], error) {
	out := keyset.Page[View]{Next: page.Next, Total: page.Total, Capped: page.Capped, Items: make([]View, len(page.Items))}
	standings, err := s.Contract.Standings(ctx, orgID, page.Items)
	if err != nil {
		return out, err
	}
	names, err := s.programmes(ctx)
	for i, c := range page.Items {
		v := View{Contract: c, Role: contract.RoleCooperative, Standing: standings[c.ID], Programme: names[c.ProgrammeID]}
		switch orgID {
		case c.BuyerOrgID:
			v.Role = contract.RoleBuyer
		case ident.Nil:
			v.Role = contract.RoleAlliance
		}
		out.Items[i] = v
	}
	return out, err
}

// programmes are the names of the linkage programmes.
func (s *Service) programmes(ctx context.Context) (map[ident.ID]apperr.Text, error) {
	list, err := s.Demand.Programmes(ctx)
	out := make(map[ident.ID]apperr.Text, len(list))
	for _, p := range list {
		out[p.ID] = apperr.Text{VI: p.Name.VI, EN: p.Name.EN}
	}
	return out, err
}

// One returns a contract as far as the actor may see it. Errors: contract.ErrNotFound.
func (s *Service) One(ctx context.Context, actor party.Actor, id ident.ID) (*View, error) {
	c, by, err := s.Contract.See(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	page, err := s.views(ctx, by.OrgID, keyset.Page[contract.Contract]{Items: []contract.Contract{*c}})
	if err != nil {
		return nil, err
	}
	v := page.Items[0]
	if p, err := s.Place.Commune(ctx, c.Terms.CommuneCode); err == nil {
		v.Place = apperr.Text{VI: p.Label(), EN: p.LabelEN()}
	} else if apperr.KindOf(err) == apperr.KindInternal {
		return nil, err
	}
	return &v, nil
}

// Dossier is all that the Alliance reads of a contract. What the parties wrote to
// each other is not in it.
type Dossier struct {
	View

	Documents   []contract.Document
	Deliveries  []contract.Delivery
	Obligations []contract.Obligation
	Events      []contract.Event
	Addenda     []contract.Addendum
}

// Dossier returns a contract for the Alliance. Errors: contract.ErrNotFound.
func (s *Service) Dossier(ctx context.Context, actor party.Actor, id ident.ID) (*Dossier, error) {
	v, err := s.One(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	out := Dossier{View: *v}
	if out.Deliveries, err = s.Deliveries(ctx, actor, id); err != nil {
		return nil, err
	}
	if out.Obligations, err = s.Obligations(ctx, actor, id); err != nil {
		return nil, err
	}
	if out.Events, err = s.Events(ctx, actor, id); err != nil {
		return nil, err
	}
	if out.Addenda, err = s.Addenda(ctx, actor, id); err != nil {
		return nil, err
	}
	numbers := []int{v.Contract.Document}
	for _, a := range out.Addenda {
		numbers = append(numbers, a.Document)
	}
	for _, n := range numbers {
		d, err := s.Contract.Document(ctx, id, n)
		if err != nil {
			return nil, err
		}
		out.Documents = append(out.Documents, *d)
	}
	return &out, nil
}
