package wanted

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// byKey returns the notice that a key made and the hash of what was told; ident.Nil for none.
func (s store) byKey(ctx context.Context, key string) (id ident.ID, hash []byte, err error) {
	err = s.db.Each(ctx, "find notice by key", `SELECT id, input_hash FROM wanted_notices WHERE key = ?`, []any{key},
		func(rows *sql.Rows) error { return rows.Scan(&id, &hash) })
	return id, hash, err
}

// insert keeps a notice unless its key made one already.
func (s store) insert(ctx context.Context, n *Notice, key string, hash []byte) error {
	_, err := s.db.Exec(ctx, "keep notice", `
INSERT INTO wanted_notices (id, key, input_hash, words, note, quantity, unit, per, contact, created_at)
VALUES (?, ?, ?, ?, ?, nullif(?::bigint, 0), ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
		n.ID, key, hash, n.Words, n.Note, n.Quantity, n.Unit, n.Per, n.Contact, n.CreatedAt)
	return err
}

const columns = `id, words, note, coalesce(quantity, 0), unit, per, contact, created_at, done_at, version`

func (s store) read(ctx context.Context, doing, query string, args ...any) ([]Notice, error) {
	var out []Notice
	err := s.db.Each(ctx, doing, query, args, func(rows *sql.Rows) error {
		var n Notice
		var done sql.NullTime
		err := rows.Scan(&n.ID, &n.Words, &n.Note, &n.Quantity, &n.Unit, &n.Per, &n.Contact, &n.CreatedAt, &done, &n.Version)
		n.CreatedAt = n.CreatedAt.UTC()
		if done.Valid {
			n.DoneAt = done.Time.UTC()
		}
		out = append(out, n)
		return err
	})
	return out, err
}

func state(done bool) string {
	if done {
		return `done_at IS NOT NULL`
	}
	return `done_at IS NULL`
}

func (s store) list(ctx context.Context, done bool, after *keyset.TimeID, limit int) ([]Notice, error) {
	query, args := `SELECT `+columns+` FROM wanted_notices WHERE `+state(done), []any{}
	if after != nil {
		query += ` AND (created_at, id) < (?, ?)`
		args = append(args, after.At, after.ID)
	}
	return s.read(ctx, "list notices", query+` ORDER BY created_at DESC, id DESC LIMIT ?`, append(args, limit)...)
}

func (s store) count(ctx context.Context, done bool, most int) (n int64, err error) {
	err = s.db.Each(ctx, "count notices", `SELECT count(*) FROM (SELECT 1 FROM wanted_notices WHERE `+state(done)+` LIMIT ?) x`,
		[]any{most}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) lock(ctx context.Context, id ident.ID) (*Notice, error) {
	found, err := s.read(ctx, "lock notice", `SELECT `+columns+` FROM wanted_notices WHERE id = ? FOR UPDATE`, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrNotFound
	}
	return &found[0], nil
}

func (s store) setDone(ctx context.Context, n *Notice, actor ident.ID) error {
	_, err := s.db.Exec(ctx, "mark notice", `
UPDATE wanted_notices SET done_at = ?, done_by = ?, version = ? WHERE id = ?`,
		sql.NullTime{Time: n.DoneAt, Valid: !n.DoneAt.IsZero()}, sql.Null[ident.ID]{V: actor, Valid: actor != ident.Nil}, n.Version, n.ID)
	return err
}

func (s store) blank(ctx context.Context, before time.Time) error {
	_, err := s.db.Exec(ctx, "forget who wrote", `
UPDATE wanted_notices SET contact = '', note = '', input_hash = '' WHERE created_at < ? AND (contact <> '' OR note <> '')`, before)
	return err
}

func (s store) deleteBefore(ctx context.Context, before time.Time) error {
	_, err := s.db.Exec(ctx, "delete old notices", `DELETE FROM wanted_notices WHERE created_at < ?`, before)
	return err
}
