package liaison

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, orgID, authorID ident.ID, m Message) error {
	_, err := s.db.Exec(ctx, "write letter", `INSERT INTO liaison_messages (id, org_id, from_alliance, author_id, body, at) VALUES (?, ?, ?, ?, ?, ?)`,
		m.ID, orgID, m.FromAlliance, authorID, m.Body, m.At)
	return err
}

// setRead never goes back: of two requests that cross, the later moment stays.
func (s store) setRead(ctx context.Context, orgID ident.ID, alliance bool, at time.Time) error {
	_, err := s.db.Exec(ctx, "mark letters as read", `
INSERT INTO liaison_reads AS r (org_id, by_alliance, read_at) VALUES (?, ?, ?)
ON CONFLICT (org_id, by_alliance) DO UPDATE SET read_at = greatest(r.read_at, excluded.read_at)`, orgID, alliance, at)
	return err
}

const columns = `SELECT m.id, m.from_alliance, coalesce(u.full_name, ''), m.body, m.at
FROM liaison_messages m LEFT JOIN users u ON u.id = m.author_id AND u.erased_at IS NULL `

func (s store) read(ctx context.Context, where string, args ...any) ([]Message, error) {
	var out []Message
	err := s.db.Each(ctx, "read letters", columns+where, args, func(rows *sql.Rows) error {
		var m Message
		err := rows.Scan(&m.ID, &m.FromAlliance, &m.Author, &m.Body, &m.At)
		m.At = m.At.UTC()
		out = append(out, m)
		return err
	})
	return out, err
}

func (s store) byID(ctx context.Context, id ident.ID) (Message, error) {
	found, err := s.read(ctx, `WHERE m.id = ?`, id)
	if err != nil || len(found) == 0 {
		return Message{}, err
	}
	return found[0], nil
}

func (s store) list(ctx context.Context, orgID ident.ID, after *keyset.TimeID, limit int) ([]Message, error) {
	if after == nil {
		return s.read(ctx, `WHERE m.org_id = ? ORDER BY m.at DESC, m.id DESC LIMIT ?`, orgID, limit)
	}
	return s.read(ctx, `WHERE m.org_id = ? AND (m.at, m.id) < (?, ?) ORDER BY m.at DESC, m.id DESC LIMIT ?`, orgID, after.At, after.ID, limit)
}

func (s store) count(ctx context.Context, orgID ident.ID, most int) (n int64, err error) {
	err = s.db.Each(ctx, "count letters", `SELECT count(*) FROM (SELECT 1 FROM liaison_messages WHERE org_id = ? LIMIT ?) x`, []any{orgID, most},
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) unread(ctx context.Context, orgID ident.ID) (n int64, err error) {
	err = s.db.Each(ctx, "count unread letters", `
SELECT count(*) FROM liaison_messages m WHERE m.org_id = ? AND m.from_alliance
  AND m.at > coalesce((SELECT read_at FROM liaison_reads WHERE org_id = m.org_id AND NOT by_alliance), '-infinity')`, []any{orgID},
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) threads(ctx context.Context) ([]Thread, error) {
	var out []Thread
	err := s.db.Each(ctx, "list threads", `
SELECT o.id, o.short_name, o.kind, l.at, l.body, l.from_alliance,
  (SELECT count(*) FROM liaison_messages m WHERE m.org_id = o.id AND NOT m.from_alliance
     AND m.at > coalesce((SELECT read_at FROM liaison_reads WHERE org_id = o.id AND by_alliance), '-infinity'))
FROM organisations o
JOIN LATERAL (SELECT at, body, from_alliance FROM liaison_messages m WHERE m.org_id = o.id ORDER BY at DESC, id DESC LIMIT 1) l ON true
ORDER BY l.at DESC LIMIT 500`, nil, func(rows *sql.Rows) error {
		var t Thread
		err := rows.Scan(&t.OrgID, &t.OrgName, &t.OrgKind, &t.LastAt, &t.LastBody, &t.LastFrom, &t.Unread)
		t.LastAt = t.LastAt.UTC()
		out = append(out, t)
		return err
	})
	return out, err
}
