package offtake

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// seen lists what an actor may see of a contract; a cooperative sees what is its own.
func seen[T any](ctx context.Context, s *Service, actor party.Actor, id ident.ID, list func(context.Context, ident.ID) ([]T, error), own func(T, ident.ID) bool) ([]T, error) {
	_, by, err := s.Contract.See(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	all, err := list(ctx, id)
	if err != nil || by.Role != contract.RoleCooperative {
		return all, err
	}
	return slices.DeleteFunc(all, func(x T) bool { return !own(x, by.OrgID) }), nil
}

// Deliveries lists a contract's calendar, as far as the actor may see it. Errors: contract.ErrNotFound.
func (s *Service) Deliveries(ctx context.Context, actor party.Actor, id ident.ID) ([]contract.Delivery, error) {
	return seen(ctx, s, actor, id, s.Contract.Deliveries, func(d contract.Delivery, org ident.ID) bool { return d.OrgID == org })
}

// Shortfalls lists a contract's. Errors: contract.ErrNotFound.
func (s *Service) Shortfalls(ctx context.Context, actor party.Actor, id ident.ID) ([]contract.Shortfall, error) {
	return seen(ctx, s, actor, id, s.Contract.Shortfalls, func(f contract.Shortfall, org ident.ID) bool { return f.OrgID == org })
}

// Obligations lists what is to be paid. Errors: contract.ErrNotFound.
func (s *Service) Obligations(ctx context.Context, actor party.Actor, id ident.ID) ([]contract.Obligation, error) {
	return seen(ctx, s, actor, id, s.Contract.Obligations, func(o contract.Obligation, org ident.ID) bool { return o.DebtorID == org || o.CreditorID == org })
}

// Events lists what happened; a cooperative sees what is about the contract as a
// whole and about its own deliveries, shortfalls and addenda, and of other
// cooperatives nothing. Errors: contract.ErrNotFound.
func (s *Service) Events(ctx context.Context, actor party.Actor, id ident.ID) ([]contract.Event, error) {
	own := map[ident.ID]bool{ident.Nil: true}
	c, by, err := s.Contract.See(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	for _, h := range c.Shares {
		own[h.ID] = true
	}
	if by.Role == contract.RoleCooperative {
		if err := s.subjects(ctx, actor, id, own); err != nil {
			return nil, err
		}
	}
	return seen(ctx, s, actor, id, s.Contract.Timeline, func(e contract.Event, org ident.ID) bool {
		return own[e.Subject] && (e.By.Role != contract.RoleCooperative || e.By.OrgID == org)
	})
}

// subjects adds all that events of a cooperative's own part are about.
func (s *Service) subjects(ctx context.Context, actor party.Actor, id ident.ID, own map[ident.ID]bool) error {
	deliveries, err := s.Deliveries(ctx, actor, id)
	if err != nil {
		return err
	}
	for _, d := range deliveries {
		own[d.ID] = true
	}
	short, err := s.Shortfalls(ctx, actor, id)
	if err != nil {
		return err
	}
	for _, f := range short {
		own[f.ID] = true
	}
	addenda, err := s.Addenda(ctx, actor, id)
	for _, a := range addenda {
		own[a.ID] = true
	}
	return err
}

// Addenda lists a contract's; a cooperative sees those that it signs or proposed.
// Errors: contract.ErrNotFound.
func (s *Service) Addenda(ctx context.Context, actor party.Actor, id ident.ID) ([]contract.Addendum, error) {
	return seen(ctx, s, actor, id, s.Contract.Addenda, func(a contract.Addendum, org ident.ID) bool {
		return a.ProposedBy == org || slices.Contains(a.Parties, org)
	})
}

// Document returns hash and signatures of a document. What the buyer agrees on with
// one cooperative in an addendum is no other's business. Errors: contract.ErrNotFound.
func (s *Service) Document(ctx context.Context, actor party.Actor, id ident.ID, number int) (*contract.Document, error) {
	_, by, err := s.Contract.See(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	d, err := s.Contract.Document(ctx, id, number)
	if err != nil {
		return nil, err
	}
	// An addendum is between those whom it touches.
	if d.AddendumID != ident.Nil && by.Role == contract.RoleCooperative && !slices.Contains(d.Parties, by.OrgID) {
		return nil, contract.ErrNotFound
	}
	return d, nil
}

// PDF returns a document as it is signed. Errors: contract.ErrNotFound.
func (s *Service) PDF(ctx context.Context, actor party.Actor, id ident.ID, number int, lang string) ([]byte, error) {
	if _, err := s.Document(ctx, actor, id, number); err != nil {
		return nil, err
	}
	return s.Contract.PDF(ctx, id, number, lang)
}
