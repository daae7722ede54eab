package party

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s *store) insertSession(ctx context.Context, row sessionRow) error {
	if err := s.db.Conn(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("write session: %w", err)
	}
	return nil
}

// openSession is what was found of a session beside its person.
type openSession struct {
	lastSeen   time.Time
	idle       time.Duration // on a shared phone; 0 elsewhere
	passwordAt time.Time     // zero: not given on this session
}

// actorOf finds a session, its person and their memberships in one statement: it
// runs before every request of a logged-in person. On a shared phone they have the
// membership of its organisation only.
func (s *store) actorOf(ctx context.Context, hash []byte, now time.Time) (a Actor, open openSession, err error) {
	err = s.db.Each(ctx, "read session", `
		SELECT u.id, u.full_name, u.locale, s.last_seen_at, s.password_at, d.id, d.idle_minutes, o.id, o.kind, m.role, o.slug, o.short_name, o.status
		FROM sessions s
		JOIN users u ON u.id = s.user_id AND u.erased_at IS NULL
		LEFT JOIN devices d ON d.id = s.device_id
		LEFT JOIN memberships m ON m.user_id = u.id AND (d.id IS NULL OR m.org_id = d.org_id)
		LEFT JOIN organisations o ON o.id = m.org_id
		WHERE s.token_hash = ? AND s.expires_at > ?
		ORDER BY m.created_at, o.id`, []any{hash, now}, func(rows *sql.Rows) error {
		var m membershipRow
		var passwordAt *time.Time
		var device *ident.ID
		var idle *int
		err := rows.Scan(&a.UserID, &a.FullName, &a.Locale, &open.lastSeen, &passwordAt, &device, &idle,
			&m.OrgID, &m.Kind, &m.Role, &m.Slug, &m.ShortName, &m.Status)
		if err != nil {
			return err
		}
		if device != nil {
			a.DeviceID, open.idle = *device, Device{IdleMinutes: *idle}.idle()
		}
		if passwordAt != nil {
			open.passwordAt = *passwordAt
		}
		if m.OrgID != nil { // else a person without organisation
			a.Memberships = append(a.Memberships, fromMembershipRow(m))
		}
		return nil
	})
	if err == nil && a.UserID == ident.Nil {
		err = ErrNoSession
	}
	return a, open, err
}

func (s *store) memberships(ctx context.Context, userID ident.ID) ([]Membership, error) {
	var rows []membershipRow
	err := s.db.Conn(ctx).Raw(`
		SELECT o.id AS org_id, o.kind, m.role, o.slug, o.short_name, o.status
		FROM memberships m JOIN organisations o ON o.id = m.org_id
		WHERE m.user_id = ? ORDER BY m.created_at, o.id`, userID).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read memberships: %w", err)
	}
	return mapAll(rows, fromMembershipRow), nil
}

func (s *store) touchSession(ctx context.Context, hash []byte, now, expires time.Time) error {
	_, err := s.db.Exec(ctx, "renew session", `UPDATE sessions SET last_seen_at = ?, expires_at = ? WHERE token_hash = ?`, now, expires, hash)
	return err
}

func (s *store) deleteSession(ctx context.Context, hash []byte) error {
	_, err := s.db.Exec(ctx, "end session", `DELETE FROM sessions WHERE token_hash = ?`, hash)
	return err
}

// deleteSessions ends all sessions of a user but the one kept.
func (s *store) deleteSessions(ctx context.Context, userID ident.ID, keep []byte) error {
	_, err := s.db.Exec(ctx, "end sessions", `DELETE FROM sessions WHERE user_id = ? AND token_hash IS DISTINCT FROM ?`, userID, keep)
	return err
}

func (s *store) sessions(ctx context.Context, userID ident.ID, now time.Time) ([]Session, error) {
	var rows []sessionRow
	err := s.db.Conn(ctx).Where("user_id = ? AND expires_at > ?", userID, now).Order("last_seen_at DESC, created_at DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read sessions: %w", err)
	}
	return mapAll(rows, func(r sessionRow) Session {
		return Session{UserAgent: r.UserAgent, CreatedAt: r.CreatedAt.UTC(), LastSeenAt: r.LastSeenAt.UTC(), tokenHash: r.TokenHash}
	}), nil
}

// tryAllowedAt returns nil when fewer than most tries of a key count, else the
// time of the one that must grow old before the next. The lock, held to the end
// of the transaction, makes tries of one key take turns.
func (s *store) tryAllowedAt(ctx context.Context, key []byte, most int, since time.Time) (*time.Time, error) {
	lock := int64(binary.BigEndian.Uint64(key)) //nolint:gosec // any 64 bits name a lock
	if _, err := s.db.Exec(ctx, "queue tries", `SELECT pg_advisory_xact_lock(?)`, lock); err != nil {
		return nil, err
	}
	var times []time.Time
	err := s.db.Conn(ctx).Raw(`SELECT failed_at FROM login_failures WHERE key_hash = ? AND failed_at > ? ORDER BY failed_at DESC LIMIT ?`,
		key, since, most).Scan(&times).Error
	if err != nil {
		return nil, fmt.Errorf("count tries: %w", err)
	}
	if len(times) < most {
		return nil, nil //nolint:nilnil // "at once" is no time
	}
	return &times[most-1], nil
}

func (s *store) insertTry(ctx context.Context, key []byte, at time.Time) (int64, error) {
	var id int64
	// The hash is not first: GORM spreads a slice that follows a parenthesis.
	err := s.db.Conn(ctx).Raw(`INSERT INTO login_failures (failed_at, key_hash) VALUES (?, ?) RETURNING id`, at, key).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("write try: %w", err)
	}
	return id, nil
}

func (s *store) deleteTries(ctx context.Context, ids []int64, key []byte) error {
	if len(ids) == 0 {
		ids = []int64{0}
	}
	_, err := s.db.Exec(ctx, "forgive tries", `DELETE FROM login_failures WHERE id IN ? OR key_hash = ?`, ids, key)
	return err
}

func (s *store) insertReset(ctx context.Context, hash []byte, userID ident.ID, now, expires time.Time) error {
	_, err := s.db.Exec(ctx, "write reset", `INSERT INTO password_resets (user_id, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?)`,
		userID, hash, now, expires)
	return err
}

func (s *store) countResets(ctx context.Context, userID ident.ID, since time.Time) (n int64, err error) {
	err = s.db.Conn(ctx).Raw(`SELECT count(*) FROM password_resets WHERE user_id = ? AND created_at > ?`, userID, since).Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("count resets: %w", err)
	}
	return n, nil
}

// userByReset returns whose password an unused link may set.
func (s *store) userByReset(ctx context.Context, hash []byte, now time.Time) (User, error) {
	var row userRow
	err := s.db.Conn(ctx).Raw(`
		SELECT u.* FROM password_resets r JOIN users u ON u.id = r.user_id AND u.erased_at IS NULL
		WHERE r.token_hash = ? AND r.used_at IS NULL AND r.expires_at > ?`, hash, now).Take(&row).Error
	if db.IsNotFound(err) {
		return User{}, ErrResetInvalid
	}
	u, _, err := userOr(row, err)
	return u, err
}

// useReset uses a link up; of two at once, one finds it used.
func (s *store) useReset(ctx context.Context, hash []byte, now time.Time) error {
	n, err := s.db.Exec(ctx, "use reset", `UPDATE password_resets SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?`, now, hash, now)
	if err == nil && n == 0 {
		err = ErrResetInvalid
	}
	return err
}

// useResets makes all links of a user useless.
func (s *store) useResets(ctx context.Context, userID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "use resets", `UPDATE password_resets SET used_at = ? WHERE user_id = ? AND used_at IS NULL`, now, userID)
	return err
}

func (s *store) deleteExpired(ctx context.Context, now, tries, links time.Time) error {
	for _, step := range []struct {
		sql    string
		before time.Time
	}{
		{`DELETE FROM sessions WHERE expires_at <= ?`, now},
		{`DELETE FROM login_failures WHERE failed_at <= ?`, tries},
		{`DELETE FROM password_resets WHERE expires_at <= ?`, links},
		{`UPDATE invitations SET email = NULL, phone = NULL WHERE coalesce(email, phone) IS NOT NULL AND expires_at <= ?`, links},
	} {
		if _, err := s.db.Exec(ctx, "sweep", step.sql, step.before); err != nil {
			return err
		}
	}
	return nil
}
