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

// Events lists what happened; a cooperative sees what it, the buyer or the system did. Errors: contract.ErrNotFound.
func (s *Service) Events(ctx context.Context, actor party.Actor, id ident.ID) ([]contract.Event, error) {
	return seen(ctx, s, actor, id, s.Contract.Timeline, func(e contract.Event, org ident.ID) bool {
		return e.By.Role != contract.RoleCooperative || e.By.OrgID == org
	})
}

// Addenda lists a contract's. Errors: contract.ErrNotFound.
func (s *Service) Addenda(ctx context.Context, actor party.Actor, id ident.ID) ([]contract.Addendum, error) {
	return seen(ctx, s, actor, id, s.Contract.Addenda, func(contract.Addendum, ident.ID) bool { return true })
}

// Document returns hash and signatures of a document. Errors: contract.ErrNotFound.
func (s *Service) Document(ctx context.Context, actor party.Actor, id ident.ID, number int) (*contract.Document, error) {
	if _, _, err := s.Contract.See(ctx, actor, id); err != nil {
		return nil, err
	}
	return s.Contract.Document(ctx, id, number)
}

// PDF returns a document as it is signed. Errors: contract.ErrNotFound.
func (s *Service) PDF(ctx context.Context, actor party.Actor, id ident.ID, number int, lang string) ([]byte, error) {
	if _, _, err := s.Contract.See(ctx, actor, id); err != nil {
		return nil, err
	}
	return s.Contract.PDF(ctx, id, number, lang)
}
