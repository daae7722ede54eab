package party

import (
	"context"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

const (
	invitationLife = 7 * 24 * time.Hour
	// maxOpenInvitations bounds the links, and mails, of one organisation.
	maxOpenInvitations = 50
)

// Invitation offers a membership to whoever holds its link.
type Invitation struct {
	ID        ident.ID
	OrgID     ident.ID
	OrgName   string
	Role      Role
	Email     string // "": handed over by other means
	ExpiresAt time.Time

	acceptedBy ident.ID // zero: not accepted
	revoked    bool
}

// InviteInput invites somebody into an organisation.
type InviteInput struct {
	Actor Actor
	OrgID ident.ID
	Role  Role
	Email string // optional
}

// Invited is a new invitation with the secret of its link, which is shown once.
type Invited struct {
	Invitation Invitation
	Token      string
}

// Invite makes an invitation; the caller hands the link over. Errors:
// request.invalid, organisation.not_found, auth.owner_only, invitation.too_many.
func (s *Service) Invite(ctx context.Context, in InviteInput) (Invited, error) {
	email, err := in.check()
	if err != nil {
		return Invited{}, err
	}
	var out Invited
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		org, err := s.lockAsOwner(ctx, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		now := s.clock.Now()
		open, err := s.store.openInvitations(ctx, in.OrgID, now)
		if err != nil {
			return err
		}
		if len(open) >= maxOpenInvitations {
			return ErrTooManyInvitations
		}
		out = Invited{Token: ident.Secret(), Invitation: Invitation{
			ID: ident.New(), OrgID: org.ID, OrgName: org.ShortName, Role: in.Role, Email: email, ExpiresAt: now.Add(invitationLife),
		}}
		if err := s.store.insertInvitation(ctx, out.Invitation, ident.Hash(out.Token), in.Actor.UserID, now); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{
			ActorID: in.Actor.UserID, OrgID: org.ID, Action: "invitation.create", Subject: out.Invitation.ID.String(),
			Detail: map[string]string{"role": string(in.Role)},
		})
	})
	return out, err
}

func (in InviteInput) check() (email string, err error) {
	var faults apperr.Fields
	if in.Role != RoleOwner && in.Role != RoleStaff {
		faults.AddErr("/role", errRole)
	}
	email, ok := ParseEmail(in.Email)
	if !ok && strings.TrimSpace(in.Email) != "" {
		faults.AddErr("/email", errEmailInvalid)
	}
	return email, faults.Err()
}

// RevokeInvitation makes a link useless; safe to repeat, and without effect on
// who has joined by it. Errors: organisation.not_found, auth.owner_only,
// invitation.not_found.
func (s *Service) RevokeInvitation(ctx context.Context, actor Actor, orgID, invitationID ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.lockAsOwner(ctx, actor, orgID); err != nil {
			return err
		}
		inv, err := s.store.lockInvitation(ctx, orgID, invitationID)
		if err != nil || inv.revoked || inv.acceptedBy != ident.Nil {
			return err
		}
		if err := s.store.revokeInvitation(ctx, invitationID, s.clock.Now()); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{ActorID: actor.UserID, OrgID: orgID, Action: "invitation.revoke", Subject: invitationID.String()})
	})
}

// Invitation tells what a link offers. Errors: invitation.not_found,
// invitation.used, invitation.expired.
func (s *Service) Invitation(ctx context.Context, token string) (Invitation, error) {
	inv, err := s.store.invitationByToken(ctx, ident.Hash(token))
	if err != nil {
		return Invitation{}, err
	}
	if inv.acceptedBy != ident.Nil {
		return Invitation{}, ErrInvitationUsed
	}
	return inv, inv.open(s.clock.Now())
}

func (inv Invitation) open(now time.Time) error {
	if inv.revoked || !now.Before(inv.ExpiresAt) {
		return ErrInvitationExpired
	}
	return nil
}

// AcceptInvitation makes the actor a member; safe to repeat by the same person
// while they are one. Who is staff already and was invited as an owner becomes
// one; nobody loses a role by accepting. Errors: invitation.not_found,
// invitation.used, invitation.expired.
func (s *Service) AcceptInvitation(ctx context.Context, userID ident.ID, token string) (Profile, error) {
	hash := ident.Hash(token)
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		inv, err := s.store.invitationByToken(ctx, hash)
		if err != nil {
			return err
		}
		if _, err := s.store.lockOrg(ctx, inv.OrgID); err != nil {
			return err
		}
		if _, err := s.store.lockUser(ctx, userID); err != nil {
			return err
		}
		// Read again: the one who held the lock may have accepted it.
		if inv, err = s.store.invitationByToken(ctx, hash); err != nil {
			return err
		}
		role, member, err := s.store.roleOf(ctx, inv.OrgID, userID)
		if err != nil {
			return err
		}
		if inv.acceptedBy != ident.Nil {
			if inv.acceptedBy == userID && member {
				return nil
			}
			return ErrInvitationUsed
		}
		if err := inv.open(s.clock.Now()); err != nil {
			return err
		}
		return s.join(ctx, inv, userID, role)
	})
	if err != nil {
		return Profile{}, err
	}
	return s.Profile(ctx, userID)
}

// join writes the membership; was is the role the person had, "" for none.
func (s *Service) join(ctx context.Context, inv Invitation, userID ident.ID, was Role) error {
	now := s.clock.Now()
	if was == "" || inv.Role == RoleOwner {
		if err := s.store.putMember(ctx, inv.OrgID, userID, inv.Role, now); err != nil {
			return err
		}
	}
	if err := s.store.acceptInvitation(ctx, inv.ID, userID, now); err != nil {
		return err
	}
	return s.audit(ctx, AuditEntry{
		ActorID: userID, OrgID: inv.OrgID, Action: "invitation.accept", Subject: inv.ID.String(),
		Detail: map[string]string{"role": string(inv.Role)},
	})
}
