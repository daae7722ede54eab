package app

import (
	"context"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/place"
)

// profiles opens shop windows for cooperatives that register themselves.
type profiles struct {
	catalog *catalog.Service
	places  *place.Service
}

// CreateProfile opens an empty one for a cooperative in a commune of today.
func (p profiles) CreateProfile(ctx context.Context, orgID ident.ID, communeCode string) error {
	where, err := p.places.Commune(ctx, communeCode)
	if err != nil {
		return err
	}
	return p.catalog.CreateProfile(ctx, catalog.ProfileInput{
		OrgID: orgID, ProvinceCode: where.Province.Code, CommuneCode: communeCode,
		Place: catalog.Text{VI: where.Label(), EN: where.LabelEN()},
	})
}

// RefreshCooperative makes its goods findable by its new name.
func (p profiles) RefreshCooperative(ctx context.Context, orgID ident.ID) error {
	return p.catalog.RefreshCooperative(ctx, orgID)
}
