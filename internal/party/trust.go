package party

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
)

// SetTrustedInput is the Alliance's decision whether a cooperative's goods still
// need its check before they go on the shelf.
type SetTrustedInput struct {
	Actor   Actor
	OrgID   ident.ID
	Trusted bool
}

// SetTrusted trusts a cooperative or stops doing so; deciding the same again changes
// nothing. Goods that wait for a check stay waiting. Errors: auth.forbidden,
// organisation.not_found, also for what is no cooperative.
func (s *Service) SetTrusted(ctx context.Context, in SetTrustedInput) (Organisation, error) {
	if !in.Actor.IsAlliance() {
		return Organisation{}, ErrAllianceOnly
	}
	var org Organisation
	err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
		if org, err = s.store.lockOrg(ctx, in.OrgID); err != nil {
			return err
		}
		if org.Kind != KindCooperative {
			return ErrOrgNotFound
		}
		if org.Trusted == in.Trusted {
			return nil
		}
		org.Trusted, org.UpdatedAt = in.Trusted, s.clock.Now()
		if err := s.store.updateOrg(ctx, org); err != nil {
			return err
		}
		action := "organisation.trust"
		if !in.Trusted {
			action = "organisation.distrust"
		}
		return s.audit(ctx, AuditEntry{ActorID: in.Actor.UserID, OrgID: org.ID, Action: action, Subject: org.ID.String()})
	})
	return org, err
}

// Trusted tells whether a cooperative's goods go on the shelf without a check.
// Errors: organisation.not_found.
func (s *Service) Trusted(ctx context.Context, orgID ident.ID) (bool, error) {
	org, err := s.store.org(ctx, orgID)
	return org.Trusted, err
}

// Names returns people's names by their ids, of those who left as well.
func (s *Service) Names(ctx context.Context, ids []ident.ID) (map[ident.ID]string, error) {
	return s.store.names(ctx, ids)
}
