package party

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/phone"
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
	Email     string     // whose log-in may use it; "" for a phone number, or for anybody with the link
	Phone     phone.E164 // the same of a phone number; one of the two at most
	ExpiresAt time.Time

	acceptedBy ident.ID // zero: not accepted
	revoked    bool
}

// InviteInput invites somebody into an organisation.
type InviteInput struct {
	Actor Actor
	OrgID ident.ID
	Role  Role
	Email string // optional; the invitation is then this address's alone
	Phone string // optional; the same of a phone number
}

// Invited is a new invitation with the secret of its link, which is shown once.
type Invited struct {
	Invitation Invitation
	Token      string
}

// Invite makes an invitation; the caller hands the link over. Errors:
// request.invalid, organisation.not_found, auth.owner_only, invitation.too_many.
func (s *Service) Invite(ctx context.Context, in InviteInput) (Invited, error) {
	contact, err := in.check()
	if err != nil {
		return Invited{}, err
	}
	var out Invited
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		org, err := s.lockAsOwner(ctx, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		if !in.Role.suits(org.Kind) {
			return apperr.ErrInvalid.AtField("/role", errRole)
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
			ID: ident.New(), OrgID: org.ID, OrgName: org.ShortName, Role: in.Role, Email: contact.Email, Phone: contact.Phone, ExpiresAt: now.Add(invitationLife),
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

func (in InviteInput) check() (Login, error) {
	var faults apperr.Fields
	var contact Login
	if !slices.Contains([]Role{RoleOwner, RoleStaff, RoleSeller, RolePacker, RoleBookkeeper}, in.Role) {
		faults.AddErr("/role", errRole)
	}
	if strings.TrimSpace(in.Email) != "" {
		email, ok := ParseEmail(in.Email)
		if !ok {
			faults.AddErr("/email", errEmailInvalid)
		}
		contact.Email = email
	}
	if strings.TrimSpace(in.Phone) != "" {
		number, fault := parsePhone(in.Phone)
		if fault != nil {
			faults.AddErr("/phone", fault)
		}
		contact.Phone = number
		if contact.Email != "" {
			faults.AddErr("/phone", errOneContact)
		}
	}
	return contact, faults.Err()
}

// ResendInvitation makes a new link for an open or expired invitation; the old one
// is dead from then on. Errors: organisation.not_found, auth.owner_only,
// invitation.not_found, invitation.used, invitation.expired (withdrawn).
func (s *Service) ResendInvitation(ctx context.Context, actor Actor, orgID, invitationID ident.ID) (Invited, error) {
	var out Invited
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.lockAsOwner(ctx, actor, orgID); err != nil {
			return err
		}
		inv, err := s.store.lockInvitation(ctx, orgID, invitationID)
		switch {
		case err != nil:
			return err
		case inv.acceptedBy != ident.Nil:
			return ErrInvitationUsed
		case inv.revoked:
			return ErrInvitationExpired
		}
		inv.ExpiresAt = s.clock.Now().Add(invitationLife)
		out = Invited{Token: ident.Secret(), Invitation: inv}
		if err := s.store.renewInvitation(ctx, inv.ID, ident.Hash(out.Token), inv.ExpiresAt); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{ActorID: actor.UserID, OrgID: orgID, Action: "invitation.resend", Subject: inv.ID.String()})
	})
	return out, err
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

// isFor refuses whoever has another number or address than the invited one.
func (inv Invitation) isFor(u User) error {
	if (inv.Email != "" && !strings.EqualFold(inv.Email, u.Email)) || (inv.Phone != "" && inv.Phone != u.Phone) {
		return ErrInvitationOther.With("contact", inv.Hint())
	}
	return nil
}

// Hint tells enough of whom an invitation is for that they know it is theirs, and
// not enough for somebody who was forwarded the link: "••• 678", "g•••@example.com".
func (inv Invitation) Hint() string {
	if inv.Phone != "" {
		digits := inv.Phone.String()
		return "••• " + digits[len(digits)-3:]
	}
	if local, domain, ok := strings.Cut(inv.Email, "@"); ok {
		first, _ := utf8.DecodeRuneInString(local)
		return string(first) + "•••@" + domain
	}
	return ""
}

func (inv Invitation) open(now time.Time) error {
	if inv.revoked || !now.Before(inv.ExpiresAt) {
		return ErrInvitationExpired
	}
	return nil
}

// AcceptInvitation makes the actor a member; safe to repeat by the same person
// while they are one. Who is a member already and was invited as an owner becomes
// one; nobody loses a role by accepting. Errors: invitation.not_found,
// invitation.used, invitation.expired, invitation.for_another.
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
		user, err := s.store.lockUser(ctx, userID)
		if err != nil {
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
		if err := inv.isFor(user); err != nil {
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
