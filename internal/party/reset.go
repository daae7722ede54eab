package party

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

const (
	resetLife = time.Hour
	// A person gets this many reset mails in resetLife; more would be somebody
	// else filling their mailbox.
	resetsPerPerson = 3
)

// Reset is a fresh link to set a new password, for the mail that carries it.
type Reset struct {
	User      User
	Token     string
	ExpiresAt time.Time
}

// StartReset makes a reset link for the account with this login; ok is false
// where there is none, where it has no e-mail address, or where it got enough
// links lately. The caller answers the same in all cases.
func (s *Service) StartReset(ctx context.Context, login Login) (r Reset, ok bool, err error) {
	now := s.clock.Now()
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		r, ok = Reset{}, false
		user, hash, err := s.store.userByLogin(ctx, login)
		if err != nil || hash == "" || user.Email == "" {
			return err
		}
		if user, err = s.store.lockUser(ctx, user.ID); err != nil {
			return err
		}
		recent, err := s.store.countResets(ctx, user.ID, now.Add(-resetLife))
		if err != nil || recent >= resetsPerPerson {
			return err
		}
		r, ok = Reset{User: user, Token: ident.Secret(), ExpiresAt: now.Add(resetLife)}, true
		return s.store.insertReset(ctx, ident.Hash(r.Token), user.ID, now, r.ExpiresAt)
	})
	return r, ok && err == nil, err
}

// FinishReset sets a new password by a link's token, which is then used up; all
// sessions end. Errors: request.invalid, auth.reset_invalid.
func (s *Service) FinishReset(ctx context.Context, token, password string) error {
	// Looked at before hashing, so that made-up tokens cost little.
	user, err := s.store.userByReset(ctx, ident.Hash(token), s.clock.Now())
	if err != nil {
		return err
	}
	if fault := checkPassword(password, user.logins()...); fault != nil {
		return apperr.ErrInvalid.AtField("/password", fault)
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.useReset(ctx, ident.Hash(token), s.clock.Now()); err != nil {
			return err
		}
		if err := s.setPassword(ctx, user.ID, hash, nil); err != nil {
			return err
		}
		// Whoever reads the mailbox is no guesser any more.
		for _, login := range user.logins() {
			if err := s.store.deleteTries(ctx, nil, ident.Hash("login:"+login)); err != nil {
				return err
			}
		}
		return nil
	})
}
