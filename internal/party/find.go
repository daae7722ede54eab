package party

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// FindOrganisation returns the id of the organisation with this slug. Errors:
// organisation.not_found.
func (s *Service) FindOrganisation(ctx context.Context, slug string) (ident.ID, error) {
	id, err := s.store.organisationID(ctx, slug)
	if err == nil && id == ident.Nil {
		err = ErrOrgNotFound
	}
	return id, err
}

// AllianceIDs returns the organisations that run the market; there is usually one.
func (s *Service) AllianceIDs(ctx context.Context) ([]ident.ID, error) {
	return s.store.allianceIDs(ctx)
}
