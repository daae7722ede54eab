package party

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// Member is a person of an organisation as colleagues see them.
type Member struct {
	UserID   ident.ID
	FullName string
	Login    string // e-mail, else phone
	Role     Role
	Since    time.Time
}

// Team is who works in an organisation and who was invited.
type Team struct {
	Members     []Member
	Invitations []Invitation // open ones
}

// Team lists an organisation's members and open invitations to its members.
// Errors: organisation.not_found.
func (s *Service) Team(ctx context.Context, actor Actor, orgID ident.ID) (Team, error) {
	if _, member := actor.MemberOf(orgID); !member {
		return Team{}, ErrOrgNotFound
	}
	return s.team(ctx, orgID)
}

func (s *Service) team(ctx context.Context, orgID ident.ID) (Team, error) {
	members, err := s.store.members(ctx, orgID)
	if err != nil {
		return Team{}, err
	}
	invitations, err := s.store.openInvitations(ctx, orgID, s.clock.Now())
	return Team{Members: members, Invitations: invitations}, err
}

// AddMember makes a person a member without invitation; for the administrator
// and the demo.
func (s *Service) AddMember(ctx context.Context, orgID, userID ident.ID, role Role) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		org, err := s.store.lockOrg(ctx, orgID)
		if err != nil {
			return err
		}
		if !role.suits(org.Kind) {
			return apperr.ErrInvalid.AtField("/role", errRole)
		}
		if err := s.store.putMember(ctx, orgID, userID, role, s.clock.Now()); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{OrgID: orgID, Action: "member.add", Subject: userID.String(), Detail: map[string]string{"role": string(role)}})
	})
}

// MemberInput names one member of an organisation to its owner.
type MemberInput struct {
	Actor  Actor
	OrgID  ident.ID
	UserID ident.ID
}

// SetRole gives a member another role of the organisation's kind. Errors: request.invalid,
// organisation.not_found, auth.owner_only, member.not_found, member.last_owner.
func (s *Service) SetRole(ctx context.Context, in MemberInput, role Role) (Team, error) {
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		org, was, err := s.lockMember(ctx, in)
		if err == nil && !role.suits(org.Kind) {
			return apperr.ErrInvalid.AtField("/role", errRole)
		}
		if err != nil || was == role {
			return err
		}
		if was == "" {
			return ErrMemberNotFound
		}
		if err := s.keepOwner(ctx, in.OrgID, was); err != nil {
			return err
		}
		if err := s.store.updateRole(ctx, in.OrgID, in.UserID, role); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{
			ActorID: in.Actor.UserID, OrgID: in.OrgID, Action: "member.set_role", Subject: in.UserID.String(),
			Detail: map[string]string{"from": string(was), "to": string(role)},
		})
	})
	if err != nil {
		return Team{}, err
	}
	return s.team(ctx, in.OrgID)
}

// RemoveMember ends a membership; safe to repeat. An owner may leave as long as
// another stays. Errors: organisation.not_found, auth.owner_only,
// member.last_owner.
func (s *Service) RemoveMember(ctx context.Context, in MemberInput) (Team, error) {
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		_, was, err := s.lockMember(ctx, in)
		if err != nil || was == "" {
			return err
		}
		if err := s.keepOwner(ctx, in.OrgID, was); err != nil {
			return err
		}
		if err := s.store.deleteMember(ctx, in.OrgID, in.UserID); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{
			ActorID: in.Actor.UserID, OrgID: in.OrgID, Action: "member.remove", Subject: in.UserID.String(),
			Detail: map[string]string{"role": string(was)},
		})
	})
	if err != nil {
		return Team{}, err
	}
	return s.team(ctx, in.OrgID)
}

// lockMember locks the organisation as its owner and returns it with the member's
// role, "" for somebody who is none.
func (s *Service) lockMember(ctx context.Context, in MemberInput) (Organisation, Role, error) {
	org, err := s.lockAsOwner(ctx, in.Actor, in.OrgID)
	if err != nil {
		return org, "", err
	}
	role, _, err := s.store.roleOf(ctx, in.OrgID, in.UserID)
	return org, role, err
}

// WhyNotMember tells somebody who is no member of an organisation what to answer
// them: whoever was one and was removed hears so, everybody else that there is no
// such organisation. Errors: member.removed, organisation.not_found.
func (s *Service) WhyNotMember(ctx context.Context, userID, orgID ident.ID) error {
	removed, err := s.store.wasRemoved(ctx, orgID, userID)
	switch {
	case err != nil:
		return err
	case removed:
		return ErrRemoved
	}
	return ErrOrgNotFound
}

// keepOwner refuses to take away the last owner. The lock on the organisation
// makes two owners who remove each other take turns.
func (s *Service) keepOwner(ctx context.Context, orgID ident.ID, was Role) error {
	if was != RoleOwner {
		return nil
	}
	owners, err := s.store.countOwners(ctx, orgID)
	if err == nil && owners <= 1 {
		err = ErrLastOwner
	}
	return err
}
