package order

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// lineLots reads the lots of orders' lines, by line, in the order in which they
// expire; a read model over stock.
func (s store) lineLots(ctx context.Context, orderIDs []ident.ID) (map[ident.ID][]LineLot, error) {
	out := map[ident.ID][]LineLot{}
	err := s.db.Each(ctx, "read lots of order lines", `
SELECT x.order_line_id, l.id, l.code, coalesce(l.trace_code, ''), x.quantity - x.returned, l.expires_on, l.recalled_at, l.recall_reason
FROM order_lines o JOIN order_line_lots x ON x.order_line_id = o.id JOIN lots l ON l.id = x.lot_id
WHERE o.order_id = `+someOf+` AND x.quantity > x.returned ORDER BY x.order_line_id, l.expires_on NULLS LAST, l.id`,
		[]any{db.IDs(orderIDs)}, func(rows *sql.Rows) error {
			var line ident.ID
			var l LineLot
			var expires, recalled sql.NullTime
			err := rows.Scan(&line, &l.LotID, &l.Code, &l.TraceCode, &l.Quantity, &expires, &recalled, &l.RecallReason)
			l.ExpiresOn, l.RecalledAt = expires.Time, recalled.Time
			out[line] = append(out[line], l)
			return err
		})
	return out, err
}
