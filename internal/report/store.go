package report

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) overview(ctx context.Context, now time.Time) (Overview, error) {
	o := Overview{OrdersByStatus: map[order.Status]int64{}}
	today := now.In(clock.Saigon).Format(time.DateOnly)
	err := s.db.Each(ctx, "compute overview", `
SELECT
  (SELECT count(*) FROM organisations WHERE kind = 'cooperative' AND status = 'verified'),
  (SELECT count(*) FROM organisations WHERE status = 'pending'),
  (SELECT count(*) FROM products p JOIN organisations g ON g.id = p.org_id WHERE p.status = 'listed' AND g.status = 'verified'),
  (SELECT count(DISTINCT purchase_id) FROM orders WHERE placed_at >= ? AND offered_at IS NOT NULL),
  (SELECT coalesce(sum(total_vnd), 0) FROM orders WHERE status = 'delivered' AND placed_at >= ?),
  (SELECT count(*) FROM orders WHERE status = 'placed' AND placed_at < ?),
  (SELECT count(*) FROM ocop_certificates WHERE revoked_on IS NULL AND expires_on >= ?::date AND expires_on < ?::date + 90)`,
		[]any{now.Add(-month), now.Add(-month), now.Add(-order.ConfirmWithin), today, today}, func(rows *sql.Rows) error {
			return rows.Scan(&o.Cooperatives, &o.PendingOrganisations, &o.Products, &o.Purchases30d, &o.Revenue30d, &o.WaitingOver24h, &o.ExpiringCertificates)
		})
	if err != nil {
		return o, err
	}
	err = s.db.Each(ctx, "count orders by state", `
SELECT st.status, (SELECT count(*) FROM (SELECT 1 FROM orders o WHERE o.status = st.status LIMIT ?) x)
FROM json_array_elements_text(?::json) AS st(status)`,
		[]any{keyset.CountCap, db.JSON{V: order.Statuses()}}, perStatus(&o))
	return o, err
}

func perStatus(o *Overview) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var st order.Status
		var n int64
		err := rows.Scan(&st, &n)
		o.OrdersByStatus[st] = n
		return err
	}
}
