package catalog

import (
	"context"
	"database/sql"
	"time"
)

// stale lists goods nobody has touched, in the order of ids, as products are locked. An
// order touches the stock, so what sells is never stale.
func (s *store) stale(ctx context.Context, since time.Time, limit int) ([]Stale, error) {
	var out []Stale
	err := s.db.Each(ctx, "find stale goods", `
SELECT p.id, p.org_id, p.name_vi, p.name_en FROM products p JOIN organisations o ON o.id = p.org_id
WHERE p.status = 'listed' AND p.updated_at < ? AND o.status = 'verified' AND NOT p.quote_only
  AND NOT EXISTS (SELECT 1 FROM variants v LEFT JOIN stock_items s ON s.variant_id = v.id
      WHERE v.product_id = p.id AND (v.updated_at >= ? OR s.updated_at >= ?))
ORDER BY p.id LIMIT ?`, []any{since, since, since, limit}, func(rows *sql.Rows) error {
		var p Stale
		err := rows.Scan(&p.ProductID, &p.OrgID, &p.Name.VI, &p.Name.EN)
		out = append(out, p)
		return err
	})
	return out, err
}
