package answer

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) insertLink(ctx context.Context, hash []byte, orderID ident.ID, channel string, now, expires time.Time) error {
	// The hash does not come first: GORM would spread bytes that follow a bracket.
	_, err := s.db.Exec(ctx, "issue an answer link",
		`INSERT INTO answer_links (order_id, token_hash, channel, created_at, expires_at) VALUES (?, ?, ?, ?, ?)`, orderID, hash, channel, now, expires)
	return err
}

// link reads a link; the zero link where there is none. With lock, a second answer waits
// for the first.
func (s store) link(ctx context.Context, hash []byte, lock bool) (l link, err error) {
	query := `SELECT order_id, expires_at, used_at FROM answer_links WHERE token_hash = ?`
	if lock {
		query += ` FOR UPDATE`
	}
	err = s.db.Each(ctx, "read an answer link", query, []any{hash}, func(rows *sql.Rows) error {
		var used *time.Time
		err := rows.Scan(&l.OrderID, &l.ExpiresAt, &used)
		if used != nil {
			l.UsedAt = *used
		}
		return err
	})
	if err == nil && l.OrderID == ident.Nil {
		err = ErrLink
	}
	return l, err
}

func (s store) useLink(ctx context.Context, hash []byte, now time.Time) error {
	_, err := s.db.Exec(ctx, "use an answer link", `UPDATE answer_links SET used_at = ? WHERE token_hash = ?`, now, hash)
	return err
}

// take marks orders that wait and returns them; two processes never take the same.
func (s store) take(ctx context.Context, n Nudge, before, now time.Time, limit int) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "take unanswered orders", `
INSERT INTO answer_nudges (order_id, kind, at)
SELECT o.id, ?, ? FROM orders o
WHERE o.status = 'placed' AND o.placed_at <= ? AND NOT EXISTS (SELECT 1 FROM answer_nudges x WHERE x.order_id = o.id AND x.kind = ?)
ORDER BY o.placed_at LIMIT ?
ON CONFLICT DO NOTHING RETURNING order_id`, []any{n, now, before, n, limit}, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}
