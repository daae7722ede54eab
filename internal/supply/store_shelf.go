package supply

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// allotments finds the period of each variant as the trigger stock_moves_shelve does.
func (s store) allotments(ctx context.Context, variantIDs []ident.ID, now time.Time) (map[ident.ID]Allotment, error) {
	out := map[ident.ID]Allotment{}
	err := s.db.Each(ctx, "read what may be put on the shelf", `
SELECT DISTINCT ON (v.id) v.id, x.id, type_milli(v.unit, v.net_weight_g, t.unit, t.unit_weight_g), x.retail * 1000 - x.shelved_milli
FROM variants v
JOIN products p ON p.id = v.product_id
JOIN product_types t ON t.code = p.type_code
JOIN capacities c ON c.org_id = p.org_id AND c.type_code = p.type_code AND (c.product_id = p.id OR c.product_id IS NULL)
JOIN capacity_periods x ON x.capacity_id = c.id AND x.open AND (?::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date BETWEEN x.starts_on AND x.ends_on
WHERE v.id = ANY(?::uuid[])
ORDER BY v.id, c.product_id IS NULL, x.retail = 0, c.id`, []any{now, db.IDs(variantIDs)}, func(rows *sql.Rows) error {
		var id ident.ID
		var a Allotment
		err := rows.Scan(&id, &a.PeriodID, &a.PerPiece, &a.Left)
		out[id] = a
		return err
	})
	return out, err
}
