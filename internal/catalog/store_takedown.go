package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

func (s *store) conceal(ctx context.Context, productID ident.ID, down bool, now time.Time) (orgID ident.ID, err error) {
	err = s.db.Each(ctx, "conceal product", `
UPDATE products SET taken_down = ?, status = CASE WHEN ? AND status = 'listed' THEN 'hidden' ELSE status END,
  hidden_for = CASE WHEN ? AND status IN ('listed', 'hidden') THEN 'alliance' WHEN NOT ? AND hidden_for = 'alliance' THEN '' ELSE hidden_for END,
  go_live_at = CASE WHEN ? THEN NULL ELSE go_live_at END, version = version + 1, updated_at = ?
WHERE id = ? RETURNING org_id`, []any{down, down, down, down, down, now, productID}, func(rows *sql.Rows) error { return rows.Scan(&orgID) })
	if err == nil && orgID == ident.Nil {
		err = ErrProductNotFound
	}
	return orgID, err
}
