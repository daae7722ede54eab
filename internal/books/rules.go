package books

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/ident"
)

var (
	errCooperative = apperr.New(apperr.KindInvalid, "commission.cooperative",
		"Không có hợp tác xã này.", "There is no such cooperative.")
	errCategory = apperr.New(apperr.KindInvalid, "commission.category",
		"Không có nhóm hàng này.", "There is no such category.")
)

// Rule is a commission rule with the names of whom and what it is about; empty names:
// everybody, everything.
type Rule struct {
	commission.Rule

	Cooperative string
	Category    string // slug
}

// Rules lists the commission rules, the newest first.
func (s *Service) Rules(ctx context.Context) ([]Rule, error) {
	list, err := s.Commission.Rules(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Rule, len(list))
	for i, r := range list {
		if out[i], err = s.named(ctx, r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// AddRule makes a commission rule for what Category names. Who may, is the caller's
// business. Errors: request.invalid, commission.ErrOverlap.
func (s *Service) AddRule(ctx context.Context, r Rule, actorID ident.ID) (Rule, error) {
	if r.OrgID != ident.Nil {
		name, err := s.store.cooperative(ctx, r.OrgID)
		if err == nil && name == "" {
			err = apperr.ErrInvalid.AtField("/orgId", errCooperative)
		}
		if err != nil {
			return r, err
		}
	}
	if r.Category != "" {
		var err error
		if r.CategoryID, err = s.store.category(ctx, r.Category); err == nil && r.CategoryID == ident.Nil {
			err = apperr.ErrInvalid.AtField("/category", errCategory)
		}
		if err != nil {
			return r, err
		}
	}
	made, err := s.Commission.Add(ctx, commission.AddInput{Rule: r.Rule, ActorID: actorID})
	if err != nil {
		return r, err
	}
	return s.named(ctx, made)
}

// EndRule moves the last day of a rule. Errors: those of commission.Service.End.
func (s *Service) EndRule(ctx context.Context, r commission.Rule, actorID ident.ID) (Rule, error) {
	ended, err := s.Commission.End(ctx, r.ID, actorID, r.Until, r.Version)
	if err != nil {
		return Rule{}, err
	}
	return s.named(ctx, ended)
}

func (s *Service) named(ctx context.Context, r commission.Rule) (Rule, error) {
	out := Rule{Rule: r}
	var err error
	if r.OrgID != ident.Nil {
		if out.Cooperative, err = s.store.cooperative(ctx, r.OrgID); err != nil {
			return out, err
		}
	}
	if r.CategoryID != ident.Nil {
		out.Category, err = s.store.categorySlug(ctx, r.CategoryID)
	}
	return out, err
}
