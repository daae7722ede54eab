package party

import (
	"bytes"
	"context"
	"fmt"
	"net/netip"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

const (
	// SessionLife is how long an unused session lasts.
	SessionLife = 30 * 24 * time.Hour
	// seenEvery is how often a session's last use is written; each request would
	// be a write on every read.
	seenEvery = time.Hour

	maxUserAgent = 300
)

// Session is one device on which a person is logged in.
type Session struct {
	Current    bool
	UserAgent  string
	CreatedAt  time.Time
	LastSeenAt time.Time

	tokenHash []byte
}

// CheckLoginInput is an attempt to log in.
type CheckLoginInput struct {
	Login    string
	Password string
	ClientIP string
}

// CheckLogin finds out whose login and password these are. It must run outside a
// transaction: an attempt is counted even if the caller's work fails. Errors:
// request.invalid, auth.bad_credentials, auth.too_many_tries.
func (s *Service) CheckLogin(ctx context.Context, in CheckLoginInput) (User, error) {
	var faults apperr.Fields
	login, fault := ParseLogin(in.Login)
	if fault != nil {
		faults.AddErr("/login", fault)
	}
	if in.Password == "" {
		faults.AddErr("/password", errPasswordShort)
	}
	if err := faults.Err(); err != nil {
		return User{}, err
	}
	attempt, err := s.countTry(ctx,
		limit{key: "login:" + login.String(), most: 5},
		limit{key: "ip:" + network(in.ClientIP), most: 30})
	if err != nil {
		return User{}, err
	}
	user, hash, err := s.store.userByLogin(ctx, login)
	if err != nil {
		return User{}, err
	}
	ok, err := s.hasher.matches(ctx, in.Password, hash)
	if err != nil {
		return User{}, err
	}
	if !ok {
		return User{}, ErrBadCredentials
	}
	return user, s.forgive(ctx, attempt, "login:"+login.String())
}

// network is what one household or attacker commands: the address, or for IPv6
// its /64, in which addresses cost nothing.
func network(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	addr = addr.Unmap()
	if addr.Is4() {
		return addr.String()
	}
	prefix, err := addr.WithZone("").Prefix(64)
	if err != nil {
		return ip
	}
	return prefix.String()
}

// VerifyPassword asks a logged-in person for the password again; guesses are
// counted as at log-in. The fault is located at pointer. Errors:
// request.invalid (password.wrong), auth.too_many_tries, user.not_found.
func (s *Service) VerifyPassword(ctx context.Context, userID ident.ID, password, pointer string) error {
	_, hash, err := s.store.user(ctx, userID)
	if err != nil {
		return err
	}
	key := "password:" + userID.String()
	attempt, err := s.countTry(ctx, limit{key: key, most: 5})
	if err != nil {
		return err
	}
	ok, err := s.hasher.matches(ctx, password, hash)
	if err != nil {
		return err
	}
	if !ok {
		return apperr.ErrInvalid.AtField(pointer, errPasswordWrong)
	}
	return s.forgive(ctx, attempt, key)
}

// OpenSession logs a person in and returns the secret for the cookie.
func (s *Service) OpenSession(ctx context.Context, userID ident.ID, userAgent string) (string, error) {
	token, now := ident.Secret(), s.clock.Now()
	err := s.store.insertSession(ctx, sessionRow{
		TokenHash: ident.Hash(token), UserID: userID, UserAgent: cut(userAgent, maxUserAgent),
		CreatedAt: now, LastSeenAt: now, ExpiresAt: now.Add(SessionLife),
	})
	return token, err
}

// Authenticate returns who holds a session. A session on a shared phone ends soon
// after its last request. Errors: auth.session_ended.
func (s *Service) Authenticate(ctx context.Context, token string) (Actor, error) {
	hash, now := ident.Hash(token), s.clock.Now()
	actor, open, err := s.store.actorOf(ctx, hash, now)
	if err != nil {
		return Actor{}, err
	}
	// Only the Alliance looks at others' workspaces: everybody else is spared the question.
	if actor.IsAlliance() {
		if err := s.store.viewOf(ctx, &actor, hash, now); err != nil {
			return Actor{}, err
		}
	}
	life, every := SessionLife, seenEvery
	if actor.DeviceID != ident.Nil {
		life, every = open.idle, deviceSeenEvery
		actor.PasswordDue = now.Sub(open.passwordAt) >= passwordCounts
	}
	if now.Sub(open.lastSeen) >= every {
		if err := s.store.touchSession(ctx, hash, now, now.Add(life)); err != nil {
			return Actor{}, err
		}
		actor.SessionRenewed = actor.DeviceID == ident.Nil
	}
	return actor, nil
}

// LogOut ends one session; safe to repeat.
func (s *Service) LogOut(ctx context.Context, token string) error {
	return s.store.deleteSession(ctx, ident.Hash(token))
}

// LogOutEverywhere ends all sessions of a person.
func (s *Service) LogOutEverywhere(ctx context.Context, userID ident.ID) error {
	return s.store.deleteSessions(ctx, userID, nil)
}

// Sessions lists where a person is logged in, last used first; token tells which
// one is asking.
func (s *Service) Sessions(ctx context.Context, userID ident.ID, token string) ([]Session, error) {
	list, err := s.store.sessions(ctx, userID, s.clock.Now())
	if err != nil {
		return nil, err
	}
	current := ident.Hash(token)
	for i := range list {
		list[i].Current = bytes.Equal(list[i].tokenHash, current)
	}
	return list, nil
}

// ChangePasswordInput sets a new password by the current one.
type ChangePasswordInput struct {
	UserID   ident.ID
	Current  string
	Password string
	// Token is the session that asks; it alone stays.
	Token string
}

// ChangePassword sets a new password and ends the other sessions. Errors:
// request.invalid, auth.too_many_tries, user.not_found.
func (s *Service) ChangePassword(ctx context.Context, in ChangePasswordInput) error {
	user, _, err := s.store.user(ctx, in.UserID)
	if err != nil {
		return err
	}
	if fault := checkPassword(in.Password, user.logins()...); fault != nil {
		return apperr.ErrInvalid.AtField("/password", fault)
	}
	if err := s.VerifyPassword(ctx, in.UserID, in.Current, "/current"); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, in.Password)
	if err != nil {
		return err
	}
	return s.setPassword(ctx, in.UserID, hash, ident.Hash(in.Token))
}

// setPassword also makes worthless what the old password or an old link opened, the
// PINs that the old password set among them.
func (s *Service) setPassword(ctx context.Context, userID ident.ID, hash string, keepSession []byte) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.updatePassword(ctx, userID, hash); err != nil {
			return err
		}
		if err := s.store.deleteSessions(ctx, userID, keepSession); err != nil {
			return err
		}
		if err := s.store.deletePINs(ctx, userID); err != nil {
			return err
		}
		if err := s.store.useResets(ctx, userID, s.clock.Now()); err != nil {
			return fmt.Errorf("set password: %w", err)
		}
		return nil
	})
}
