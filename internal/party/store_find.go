package party

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
)

// organisationID returns the id of the organisation with this slug, ident.Nil for none.
func (s *store) organisationID(ctx context.Context, slug string) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find organisation by slug", `SELECT id FROM organisations WHERE slug = ?`, []any{slug},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}
