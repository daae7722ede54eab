package party

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// organisationID returns the id of the organisation with this slug, ident.Nil for none.
func (s *store) organisationID(ctx context.Context, slug string) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find organisation by slug", `SELECT id FROM organisations WHERE slug = ?`, []any{slug},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

// names returns the names of users by id; who is not there is absent.
func (s *store) names(ctx context.Context, ids []ident.ID) (map[ident.ID]string, error) {
	out := make(map[ident.ID]string, len(ids))
	err := s.db.Each(ctx, "read names", `SELECT id, full_name FROM users WHERE id = ANY(ARRAY(SELECT unnest(?::uuid[])))`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error {
			var id ident.ID
			var name string
			err := rows.Scan(&id, &name)
			out[id] = name
			return err
		})
	return out, err
}

func (s *store) allianceIDs(ctx context.Context) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "find the Alliance", `SELECT id FROM organisations WHERE kind = 'alliance' AND status = 'verified' ORDER BY id`, nil,
		func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}
