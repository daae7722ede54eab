package account

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/party"
)

var errCommuneNeeded = apperr.New(apperr.KindInvalid, "organisation.commune_needed",
	"Hãy chọn xã, phường nơi hợp tác xã đặt trụ sở.", "Choose the commune or ward where the cooperative is.")

// RegisterInput asks for a new organisation.
type RegisterInput struct {
	party.RegisterInput
	// CommuneCode is where it is; needed for a cooperative.
	CommuneCode string
}

// RegisterOrganisation writes an organisation that waits for the Alliance; a
// cooperative gets an empty shop window with it. Errors: request.invalid,
// organisation.too_many_pending.
func (s *Service) RegisterOrganisation(ctx context.Context, in RegisterInput) (party.Organisation, error) {
	var faults apperr.Fields
	code := strings.TrimSpace(in.CommuneCode)
	if err := s.checkCommune(ctx, in.Kind, code, &faults); err != nil {
		return party.Organisation{}, err
	}
	var org party.Organisation
	err := s.DB.InTx(ctx, func(ctx context.Context) (err error) {
		if org, err = s.Party.Register(ctx, in.RegisterInput, &faults); err != nil {
			return err
		}
		if org.Kind != party.KindCooperative {
			return nil
		}
		if err := s.Profiles.CreateProfile(ctx, org.ID, code); err != nil {
			return fmt.Errorf("open shop window: %w", err)
		}
		return nil
	})
	return org, err
}

// checkCommune records a fault for a code that no commune of today has; only a
// failure to look is returned.
func (s *Service) checkCommune(ctx context.Context, kind party.OrgKind, code string, faults *apperr.Fields) error {
	if code == "" {
		if kind == party.KindCooperative {
			faults.AddErr("/communeCode", errCommuneNeeded)
		}
		return nil
	}
	_, err := s.Place.Commune(ctx, code)
	var unknown *apperr.Error
	if errors.As(err, &unknown) {
		faults.AddErr("/communeCode", unknown)
		return nil
	}
	return err
}

// UpdateOrganisation changes an organisation's card; what it is found by follows
// in the same transaction. Errors: those of party.UpdateOrganisation.
func (s *Service) UpdateOrganisation(ctx context.Context, in party.UpdateOrganisationInput) (party.Organisation, error) {
	var org party.Organisation
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if org, err = s.Party.UpdateOrganisation(ctx, in); err != nil || org.Kind != party.KindCooperative || in.ShortName == nil {
			return err
		}
		return s.Profiles.RefreshCooperative(ctx, org.ID)
	})
	return org, err
}
