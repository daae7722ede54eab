package demand

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// validate gathers all faults, those included that the catalogue, the map and the
// register of organisations know of.
func (s *Service) validate(ctx context.Context, orgID ident.ID, c Content, draft bool) error {
	types, err := s.Catalog.TypesByCode(ctx)
	if err != nil {
		return err
	}
	f := c.check(types, s.Clock.Now(), draft)
	if err := s.checkProducts(ctx, f, c.Lines); err != nil {
		return err
	}
	if c.CommuneCode != "" || !draft {
		switch _, err := s.Place.Commune(ctx, c.CommuneCode); apperr.KindOf(err) {
		case apperr.KindInvalid, apperr.KindNotFound:
			f.AddErr("/communeCode", errCommune)
		default:
			if err != nil {
				return err
			}
		}
	}
	if len(c.Invited) > 0 {
		n, err := s.store.countCooperatives(ctx, c.Invited)
		if err != nil {
			return err
		}
		if n != len(c.Invited) {
			f.AddErr("/invited", errInvited)
		}
	}
	if c.ProgrammeID != ident.Nil {
		ok, err := s.store.inProgramme(ctx, c.ProgrammeID, orgID, s.today())
		if err != nil {
			return err
		}
		if !ok {
			f.AddErr("/programmeId", errProgramme)
		}
	}
	return f.Err()
}

func (s *Service) checkProducts(ctx context.Context, f *apperr.Fields, lines []Line) error {
	var ids []ident.ID
	for _, l := range lines {
		if l.ProductID != ident.Nil {
			ids = append(ids, l.ProductID)
		}
	}
	products, err := s.Catalog.BulkProducts(ctx, ids)
	if err != nil {
		return err
	}
	for i, l := range lines {
		if l.ProductID != ident.Nil && (products[l.ProductID].ID == ident.Nil || products[l.ProductID].TypeCode != l.TypeCode) {
			f.AddErr(pointer(i)+"/productId", errProduct)
		}
	}
	return nil
}

// Check brings a content to its kept form and gathers its faults as those of a
// draft; for whoever plans with words that are not kept. Errors: request.invalid.
func (s *Service) Check(ctx context.Context, orgID ident.ID, c Content) (Content, error) {
	c = c.normalise()
	return c, s.validate(ctx, orgID, c, true)
}
