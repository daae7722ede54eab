package party

import (
	"context"
	"regexp"
	"strings"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// maxWrongPINs is how many wrong tries lock a PIN.
const maxWrongPINs = 5

var sixDigits = regexp.MustCompile(`^[0-9]{6}$`)

// checkNewPIN refuses what a finder of the phone tries first: one digit or pair
// repeated, a run up or down, or a piece of the person's phone number.
func checkNewPIN(pin string, logins ...string) *apperr.Error {
	if !sixDigits.MatchString(pin) {
		return errPINShape
	}
	easy := strings.Repeat(pin[:1], 6) == pin || strings.Repeat(pin[:2], 3) == pin || strings.Repeat(pin[:3], 2) == pin ||
		strings.Contains("01234567890", pin) || strings.Contains("09876543210", pin)
	for _, login := range logins {
		easy = easy || strings.Contains(login, pin)
	}
	if easy {
		return errPINEasy
	}
	return nil
}

// SetPINInput gives a member a PIN for the organisation's shared phones.
type SetPINInput struct {
	Actor    Actor
	OrgID    ident.ID
	PIN      string
	Password string // their own; a PIN alone must not beget another
}

// SetPIN sets one's own PIN, and unlocks it. It must run outside a transaction.
// Errors: request.invalid, organisation.not_found, auth.too_many_tries.
func (s *Service) SetPIN(ctx context.Context, in SetPINInput) error {
	if _, member := in.Actor.MemberOf(in.OrgID); !member {
		return ErrOrgNotFound
	}
	user, _, err := s.store.user(ctx, in.Actor.UserID)
	if err != nil {
		return err
	}
	if fault := checkNewPIN(in.PIN, user.logins()...); fault != nil {
		return apperr.ErrInvalid.AtField("/pin", fault)
	}
	if err := s.VerifyPassword(ctx, in.Actor.UserID, in.Password, "/password"); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, in.PIN)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.putPIN(ctx, in.OrgID, in.Actor.UserID, hash, s.clock.Now()); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{ActorID: in.Actor.UserID, OrgID: in.OrgID, Action: "pin.set", Subject: in.Actor.UserID.String()})
	})
}

// RemovePIN takes a member's PIN away: one's own, or as an owner anybody's. Safe to
// repeat. Errors: organisation.not_found, auth.owner_only.
func (s *Service) RemovePIN(ctx context.Context, in MemberInput) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if in.Actor.UserID != in.UserID {
			if _, err := s.lockAsOwner(ctx, in.Actor, in.OrgID); err != nil {
				return err
			}
		} else if _, member := in.Actor.MemberOf(in.OrgID); !member {
			return ErrOrgNotFound
		}
		gone, err := s.store.deletePIN(ctx, in.OrgID, in.UserID)
		if err != nil || !gone {
			return err
		}
		return s.audit(ctx, AuditEntry{ActorID: in.Actor.UserID, OrgID: in.OrgID, Action: "pin.remove", Subject: in.UserID.String()})
	})
}

// checkPIN counts a try and judges it. Errors: request.invalid (pin.wrong,
// pin.locked, pin.none).
func (s *Service) checkPIN(ctx context.Context, orgID, userID ident.ID, pin string) error {
	hash, wrong, err := s.store.tryPIN(ctx, orgID, userID)
	if err != nil {
		return err
	}
	switch {
	case hash == "" && wrong == 0:
		return apperr.ErrInvalid.AtField("/pin", errPINNone)
	case hash == "":
		return apperr.ErrInvalid.AtField("/pin", errPINLocked)
	}
	ok, err := s.hasher.matches(ctx, pin, hash)
	if err != nil || ok {
		return err
	}
	if wrong >= maxWrongPINs {
		return apperr.ErrInvalid.AtField("/pin", errPINLocked)
	}
	return apperr.ErrInvalid.AtField("/pin", errPINWrong).With("triesLeft", maxWrongPINs-wrong)
}
