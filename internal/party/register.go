package party

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// RegisterInput asks for a new organisation, whose owner the actor becomes.
type RegisterInput struct {
	Actor     Actor
	Kind      OrgKind // a cooperative or a buyer firm
	LegalName string
	Card      CardInput
}

// maxPending bounds what one person has waiting for the Alliance.
const maxPending = 5

// Check finds the faults of the request; those the caller found are gathered in
// faults. Errors: request.invalid.
func (in RegisterInput) check(now time.Time, faults *apperr.Fields) (Organisation, error) {
	org := Organisation{ID: ident.New(), Kind: in.Kind, Status: StatusPending, CreatedAt: now, UpdatedAt: now}
	if in.Kind != KindCooperative && in.Kind != KindBuyer {
		faults.AddErr("/kind", errKind)
	}
	var fault *apperr.Error
	if org.LegalName, fault = cleanName(in.LegalName, 2, maxOrgName); fault != nil {
		faults.AddErr("/legalName", fault)
	}
	org.Card = in.Card.apply(Card{}, now, faults)
	if in.Card.Phone == nil || strings.TrimSpace(*in.Card.Phone) == "" {
		_, fault := parsePhone("")
		faults.AddErr("/phone", fault)
	}
	org.ShortName = shortNameOf(org.LegalName)
	return org, faults.Err()
}

// Register writes a new organisation that waits for the Alliance. More faults of
// the caller's own request can be gathered in faults. Errors: request.invalid,
// organisation.too_many_pending.
func (s *Service) Register(ctx context.Context, in RegisterInput, faults *apperr.Fields) (Organisation, error) {
	org, err := in.check(s.clock.Now(), faults)
	if err != nil {
		return Organisation{}, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.store.lockUser(ctx, in.Actor.UserID); err != nil {
			return err
		}
		pending, err := s.store.countPendingOf(ctx, in.Actor.UserID)
		if err != nil {
			return err
		}
		if pending >= maxPending {
			return ErrTooManyPending
		}
		if org, err = s.insertWithSlug(ctx, org, slugOf(org.ShortName)); err != nil {
			return err
		}
		if err := s.store.putMember(ctx, org.ID, in.Actor.UserID, RoleOwner, org.CreatedAt); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{ActorID: in.Actor.UserID, OrgID: org.ID, Action: "organisation.register", Subject: org.ID.String()})
	})
	return org, err
}

// insertWithSlug writes the organisation under the first free slug: the wanted
// one, or with a number behind it.
func (s *Service) insertWithSlug(ctx context.Context, org Organisation, wanted string) (Organisation, error) {
	const numbered = 50
	for n := 1; n <= numbered+1; n++ {
		switch {
		case n == 1:
			org.Slug = wanted
		case n <= numbered:
			org.Slug = fmt.Sprintf("%s-%d", wanted, n)
		default: // fifty namesakes: somebody is playing, but a slug there will be
			org.Slug = wanted + "-" + strings.ToLower(ident.Code(8))
		}
		fresh, err := s.store.insertOrg(ctx, org)
		if err != nil || fresh {
			return org, err
		}
	}
	return org, fmt.Errorf("no free slug for %q", wanted)
}

// CreateOrganisationInput is an organisation that the system itself brings in:
// the Alliance, or the demo's cooperatives.
type CreateOrganisationInput struct {
	Kind      OrgKind
	Slug      string // "" makes one from the name
	LegalName string
	ShortName string // "" makes one from the legal name
	Status    OrgStatus
	Card      CardInput
	Demo      bool
}

// CreateOrganisation writes an organisation without asking the Alliance; it has
// no member yet, see AddMember. A cooperative brought in as verified is trusted. Errors: request.invalid.
func (s *Service) CreateOrganisation(ctx context.Context, in CreateOrganisationInput) (Organisation, error) {
	var faults apperr.Fields
	now := s.clock.Now()
	org := Organisation{
		ID: ident.New(), Kind: in.Kind, Slug: in.Slug, ShortName: in.ShortName, Status: in.Status, Demo: in.Demo,
		Trusted: in.Kind == KindCooperative && in.Status == StatusVerified,
		Card:    in.Card.apply(Card{}, now, &faults), CreatedAt: now, UpdatedAt: now,
	}
	var fault *apperr.Error
	if org.LegalName, fault = cleanName(in.LegalName, 2, maxOrgName); fault != nil {
		faults.AddErr("/legalName", fault)
	}
	if err := faults.Err(); err != nil {
		return Organisation{}, err
	}
	if org.ShortName == "" {
		org.ShortName = shortNameOf(org.LegalName)
	}
	wanted := org.Slug
	if wanted == "" {
		wanted = slugOf(org.ShortName)
	}
	err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
		org, err = s.insertWithSlug(ctx, org, wanted)
		return err
	})
	return org, err
}

// Organisation returns one's organisation; the Alliance sees all. Errors:
// organisation.not_found.
func (s *Service) Organisation(ctx context.Context, actor Actor, orgID ident.ID) (Organisation, error) {
	if _, member := actor.MemberOf(orgID); !member && !actor.IsAlliance() {
		return Organisation{}, ErrOrgNotFound
	}
	return s.store.org(ctx, orgID)
}

// UpdateOrganisationInput changes what is not nil.
type UpdateOrganisationInput struct {
	Actor     Actor
	OrgID     ident.ID
	ShortName *string
	Card      CardInput
}

// UpdateOrganisation changes the public card. Errors: request.invalid,
// organisation.not_found, auth.owner_only.
func (s *Service) UpdateOrganisation(ctx context.Context, in UpdateOrganisationInput) (Organisation, error) {
	var org Organisation
	err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
		if org, err = s.lockAsOwner(ctx, in.Actor, in.OrgID); err != nil {
			return err
		}
		var faults apperr.Fields
		if in.ShortName != nil {
			name, fault := cleanName(*in.ShortName, 2, maxShort)
			if fault != nil {
				faults.AddErr("/shortName", fault)
			}
			org.ShortName = name
		}
		before := org
		org.Card = in.Card.apply(org.Card, s.clock.Now(), &faults)
		before.keepIdentity(org.Card, &faults)
		if err := faults.Err(); err != nil {
			return err
		}
		org.UpdatedAt = s.clock.Now()
		if err := s.store.updateOrg(ctx, org); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{ActorID: in.Actor.UserID, OrgID: org.ID, Action: "organisation.update", Subject: org.ID.String()})
	})
	return org, err
}

// lockAsOwner locks the organisation for the rest of the transaction and makes
// sure that the actor is, now and not when the request began, one of its owners.
func (s *Service) lockAsOwner(ctx context.Context, actor Actor, orgID ident.ID) (Organisation, error) {
	org, err := s.store.lockOrg(ctx, orgID)
	if err != nil {
		return org, err
	}
	role, member, err := s.store.roleOf(ctx, orgID, actor.UserID)
	switch {
	case err != nil:
		return org, err
	case !member:
		return org, ErrOrgNotFound
	case role != RoleOwner:
		return org, ErrOwnerOnly
	}
	return org, nil
}
