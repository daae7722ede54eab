package announce

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// recipients are the cooperative's own address and those of its members.
func (s store) recipients(ctx context.Context, orgID ident.ID) ([]recipient, error) {
	var out []recipient
	err := s.db.Each(ctx, "find who reads a cooperative's mail", `
SELECT DISTINCT ON (email) email, locale FROM (
    SELECT u.email, u.locale FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.org_id = ? AND u.email IS NOT NULL
    UNION ALL
    SELECT o.email, 'vi' FROM organisations o WHERE o.id = ? AND o.email IS NOT NULL) x
ORDER BY email, locale DESC`, []any{orgID, orgID}, func(rows *sql.Rows) error {
		var r recipient
		err := rows.Scan(&r.Email, &r.Locale)
		out = append(out, r)
		return err
	})
	return out, err
}

// phones are those of a cooperative's members, else its own.
func (s store) phones(ctx context.Context, orgID ident.ID) ([]recipient, error) {
	var out []recipient
	err := s.db.Each(ctx, "find a cooperative's phones", `
SELECT DISTINCT u.phone, u.locale FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.org_id = ? AND u.phone IS NOT NULL ORDER BY 1`,
		[]any{orgID}, func(rows *sql.Rows) error {
			var r recipient
			err := rows.Scan(&r.Phone, &r.Locale)
			out = append(out, r)
			return err
		})
	return out, err
}

// alliance are those who run the market.
func (s store) alliance(ctx context.Context) ([]recipient, error) {
	var out []recipient
	err := s.db.Each(ctx, "find who reads the Alliance's mail", `
SELECT DISTINCT u.email, u.locale FROM organisations o JOIN memberships m ON m.org_id = o.id JOIN users u ON u.id = m.user_id
WHERE o.kind = 'alliance' AND o.status = 'verified' AND u.email IS NOT NULL ORDER BY u.email`, nil, func(rows *sql.Rows) error {
		var r recipient
		err := rows.Scan(&r.Email, &r.Locale)
		out = append(out, r)
		return err
	})
	return out, err
}

// members are an organisation's owners, or the one person if still a member.
func (s store) members(ctx context.Context, orgID ident.ID, owners bool, person ident.ID) ([]recipient, error) {
	var out []recipient
	query, args := `SELECT u.email, u.locale FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.org_id = ? AND u.email IS NOT NULL`, []any{orgID}
	if owners {
		query += ` AND m.role = 'owner'`
	}
	if person != ident.Nil {
		query, args = query+` AND m.user_id = ?`, append(args, person)
	}
	err := s.db.Each(ctx, "find members who read mail", query+` ORDER BY u.email`, args, func(rows *sql.Rows) error {
		var r recipient
		err := rows.Scan(&r.Email, &r.Locale)
		out = append(out, r)
		return err
	})
	return out, err
}
