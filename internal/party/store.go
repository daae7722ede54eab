package party

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// store is the only one that talks to the tables of this capability.
type store struct{ db *db.DB }

func (s *store) insertUser(ctx context.Context, u User, hash string) error {
	err := s.db.Conn(ctx).Create(&userRow{
		ID: u.ID, FullName: u.FullName, Email: ref(u.Email), Phone: ref(u.Phone.String()),
		PasswordHash: hash, Locale: u.Locale, CreatedAt: u.CreatedAt,
	}).Error
	return takenAt(err, "/login", "/login", "write user")
}

func (s *store) updateUser(ctx context.Context, u User) error {
	_, err := s.db.Exec(ctx, "update user", `UPDATE users SET full_name = ?, email = ?, phone = ?, locale = ? WHERE id = ?`,
		u.FullName, ref(u.Email), ref(u.Phone.String()), u.Locale, u.ID)
	return takenAt(err, "/email", "/phone", "update user")
}

// takenAt places a login that somebody else has at its field.
func takenAt(err error, email, phone, doing string) error {
	switch db.Constraint(err) {
	case "users_email_key":
		return apperr.ErrInvalid.AtField(email, errLoginTaken)
	case "users_phone_key":
		return apperr.ErrInvalid.AtField(phone, errLoginTaken)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

func (s *store) user(ctx context.Context, id ident.ID) (User, string, error) {
	var row userRow
	err := s.db.Conn(ctx).Where("id = ? AND erased_at IS NULL", id).Take(&row).Error
	return userOr(row, err)
}

func userOr(row userRow, err error) (User, string, error) {
	if db.IsNotFound(err) {
		return User{}, "", ErrUserNotFound
	}
	if err != nil {
		return User{}, "", fmt.Errorf("read user: %w", err)
	}
	return fromUserRow(row), row.PasswordHash, nil
}

// lockUser reads a living user under a lock, so that erasing waits or is seen.
func (s *store) lockUser(ctx context.Context, id ident.ID) (User, error) {
	var row userRow
	err := s.db.Conn(ctx).Raw(`SELECT * FROM users WHERE id = ? AND erased_at IS NULL FOR UPDATE`, id).Take(&row).Error
	u, _, err := userOr(row, err)
	return u, err
}

// userByLogin returns a zero user and an empty hash where there is none.
func (s *store) userByLogin(ctx context.Context, l Login) (User, string, error) {
	column := "phone"
	if l.Email != "" {
		column = "email"
	}
	var row userRow
	err := s.db.Conn(ctx).Where(column+" = ? AND erased_at IS NULL", l.String()).Take(&row).Error
	if db.IsNotFound(err) {
		return User{}, "", nil
	}
	return userOr(row, err)
}

func (s *store) updatePassword(ctx context.Context, id ident.ID, hash string) error {
	n, err := s.db.Exec(ctx, "update password", `UPDATE users SET password_hash = ? WHERE id = ? AND erased_at IS NULL`, hash, id)
	if err == nil && n == 0 {
		err = ErrUserNotFound
	}
	return err
}

// eraseUser leaves the bare row that invitations and purchases point to.
func (s *store) eraseUser(ctx context.Context, id ident.ID, at time.Time) error {
	for _, step := range []struct {
		sql  string
		args []any
	}{
		{`UPDATE invitations SET email = NULL WHERE email = (SELECT email FROM users WHERE id = ?)`, []any{id}},
		{`UPDATE invitations SET phone = NULL WHERE phone = (SELECT phone FROM users WHERE id = ?)`, []any{id}},
		{`DELETE FROM sessions WHERE user_id = ?`, []any{id}},
		{`DELETE FROM password_resets WHERE user_id = ?`, []any{id}},
		{`DELETE FROM member_pins WHERE user_id = ?`, []any{id}},
		{`DELETE FROM memberships WHERE user_id = ?`, []any{id}},
		{`UPDATE users SET full_name = ?, email = NULL, phone = NULL, password_hash = '', erased_at = ? WHERE id = ?`, []any{erasedName, at, id}},
	} {
		if _, err := s.db.Exec(ctx, "erase user", step.sql, step.args...); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) insertAudit(ctx context.Context, e AuditEntry) error {
	detail := e.Detail
	if detail == nil {
		detail = map[string]string{}
	}
	raw, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("encode audit entry: %w", err)
	}
	_, err = s.db.Exec(ctx, "write audit entry",
		`INSERT INTO audit_log (actor_id, org_id, action, subject, detail, at) VALUES (?, ?, ?, ?, ?, ?)`,
		nullID(e.ActorID), nullID(e.OrgID), e.Action, e.Subject, string(raw), e.At)
	return err
}

func (s *store) auditOf(ctx context.Context, actorID ident.ID) ([]AuditEntry, error) {
	var out []AuditEntry
	err := s.db.Each(ctx, "read audit log", `
		SELECT coalesce(org_id, '00000000-0000-0000-0000-000000000000'), action, subject, detail, at
		FROM audit_log WHERE actor_id = ? ORDER BY id DESC`, []any{actorID}, func(rows *sql.Rows) error {
		e := AuditEntry{ActorID: actorID}
		var detail []byte
		if err := rows.Scan(&e.OrgID, &e.Action, &e.Subject, &detail, &e.At); err != nil {
			return err
		}
		e.At = e.At.UTC()
		out = append(out, e)
		return json.Unmarshal(detail, &out[len(out)-1].Detail)
	})
	return out, err
}

func nullID(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

func (s *store) insertConsent(ctx context.Context, c Consent) error {
	_, err := s.db.Exec(ctx, "write consent", `INSERT INTO consents (subject, purpose, version, granted, given_at) VALUES (?, ?, ?, ?, ?)`,
		c.Subject, string(c.Purpose), c.Version, c.Granted, c.At)
	return err
}

func (s *store) lastConsent(ctx context.Context, subject ident.ID, p Purpose) (c Consent, ok bool, err error) {
	var row consentRow
	err = s.db.Conn(ctx).Where("subject = ? AND purpose = ?", subject, string(p)).Order("id DESC").Take(&row).Error
	if db.IsNotFound(err) {
		return Consent{}, false, nil
	}
	if err != nil {
		return Consent{}, false, fmt.Errorf("read consent: %w", err)
	}
	return fromConsentRow(row), true, nil
}

func (s *store) consents(ctx context.Context, subject ident.ID) ([]Consent, error) {
	var rows []consentRow
	if err := s.db.Conn(ctx).Where("subject = ?", subject).Order("purpose, id DESC").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read consents: %w", err)
	}
	return mapAll(rows, fromConsentRow), nil
}
