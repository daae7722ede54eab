package receipt

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// monthly reads a firm's orders that are paid later and were delivered between two days
// in Viet Nam.
func (s store) monthly(ctx context.Context, orgID ident.ID, from, until time.Time) ([]MonthlyLine, error) {
	var out []MonthlyLine
	err := s.db.Each(ctx, "read what a firm owes", `
SELECT o.code, g.short_name, x.delivered_at, x.goods_vnd + x.shipping_vnd - x.promo_goods_vnd - x.promo_ship_vnd - x.refunded_goods_vnd - x.refunded_ship_vnd, u.paid_on, coalesce(u.reference, '')
FROM book_sales x JOIN orders o ON o.id = x.order_id JOIN organisations g ON g.id = x.org_id LEFT JOIN credit_uses u ON u.order_id = x.order_id
WHERE x.buyer_org_id = ? AND x.method = 'pay_later'
  AND x.delivered_at >= ?::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AND x.delivered_at < ?::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
ORDER BY x.delivered_at, o.code`, []any{orgID, from, until}, func(rows *sql.Rows) error {
		var l MonthlyLine
		var paid *time.Time
		err := rows.Scan(&l.Code, &l.Cooperative, &l.DeliveredAt, &l.Total, &paid, &l.Reference)
		if paid != nil {
			l.PaidOn = *paid
		}
		out = append(out, l)
		return err
	})
	return out, err
}

// registration is the number under which a firm is registered; empty where there is none.
func (s store) registration(ctx context.Context, orgID ident.ID) (number string, err error) {
	err = s.db.Each(ctx, "read a firm's registration", `SELECT coalesce(registration_no, '') FROM organisations WHERE id = ?`, []any{orgID},
		func(rows *sql.Rows) error { return rows.Scan(&number) })
	return number, err
}
