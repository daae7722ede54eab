package order

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

const summaryColumns = orderColumns + `, coalesce(nullif(p.buyer_org_name, ''), p.contact_name), p.address_label, p.payment_method`

func scanSummary(out *[]Summary) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var v Summary
		err := scanOrder(rows, &v.Order, &v.BuyerName, &v.Place, &v.PaymentMethod)
		*out = append(*out, v)
		return err
	}
}

// work reads the oldest orders of each state that needs work, by orders_inbox_status_idx
// read backwards: as quick with a hundred thousand orders as with a hundred.
func (s store) work(ctx context.Context, orgID ident.ID, each int) ([]Summary, error) {
	var out []Summary
	err := s.db.Each(ctx, "read what waits", `
SELECT `+summaryColumns+`
FROM unnest(ARRAY['placed', 'confirmed', 'packed']) AS st(status)
CROSS JOIN LATERAL (
    SELECT * FROM orders x WHERE x.org_id = ? AND x.status = st.status ORDER BY x.placed_at, x.id LIMIT ?) o
JOIN purchases p ON p.id = o.purchase_id ORDER BY o.placed_at, o.id`, []any{orgID, each}, scanSummary(&out))
	return out, err
}

func (s store) overdue(ctx context.Context, before time.Time, limit int) ([]Summary, error) {
	var out []Summary
	err := s.db.Each(ctx, "read overdue orders", `
SELECT `+summaryColumns+` FROM (
    SELECT * FROM orders WHERE status = 'placed' AND placed_at <= ? ORDER BY placed_at, id LIMIT ?) o
JOIN purchases p ON p.id = o.purchase_id ORDER BY o.placed_at, o.id`, []any{before, limit}, scanSummary(&out))
	return out, err
}

// parcels reads what is under way with some carriers, by orders_parcels_idx.
func (s store) parcels(ctx context.Context, carriers []string, since time.Time, after ident.ID, limit int) ([]UnderWay, error) {
	var out []UnderWay
	names, args := "", []any{}
	for i, c := range carriers {
		if names += "?"; i < len(carriers)-1 {
			names += ", "
		}
		args = append(args, c)
	}
	err := s.db.Each(ctx, "read parcels under way", `
SELECT id, org_id, carrier, tracking_code FROM orders
WHERE status = 'shipped' AND tracking_code <> '' AND lower(carrier) IN (`+names+`) AND updated_at >= ? AND id > ? ORDER BY id LIMIT ?`,
		append(args, since, after, limit), func(rows *sql.Rows) error {
			var p UnderWay
			err := rows.Scan(&p.OrderID, &p.OrgID, &p.Carrier, &p.TrackingCode)
			out = append(out, p)
			return err
		})
	return out, err
}

// activity judges the newest orders of each cooperative; ident.Nil: of all that have any.
func (s store) activity(ctx context.Context, orgID ident.ID, since, late time.Time) ([]Activity, error) {
	var out []Activity
	err := s.db.Each(ctx, "compute activity", `
SELECT g.id, g.short_name, a.orders, a.in_time, a.waiting FROM organisations g
CROSS JOIN LATERAL (
    SELECT count(*) AS orders, count(*) FILTER (WHERE confirmed_at <= placed_at + interval '24 hours') AS in_time,
           count(*) FILTER (WHERE status = 'placed') AS waiting
    FROM (
        SELECT o.placed_at, o.confirmed_at, o.status FROM orders o
        WHERE o.org_id = g.id AND o.offered_at IS NOT NULL AND o.placed_at >= ? AND (o.confirmed_at IS NOT NULL OR o.placed_at <= ?)
          AND NOT (o.status = 'cancelled' AND o.confirmed_at IS NULL AND EXISTS (
              SELECT 1 FROM order_events e WHERE e.order_id = o.id AND e.kind = 'cancelled' AND e.actor_kind = 'buyer'))
        ORDER BY o.placed_at DESC, o.id DESC LIMIT ?) x) a
WHERE g.kind = 'cooperative' AND (g.id = ?::uuid OR ?::uuid IS NULL AND a.orders > 0)
ORDER BY (a.in_time + 2.0) / (a.orders + 4), a.waiting DESC, g.id`,
		[]any{since, late, activityMost, idOrNull(orgID), idOrNull(orgID)}, func(rows *sql.Rows) error {
			var a Activity
			err := rows.Scan(&a.OrgID, &a.Name, &a.Orders, &a.InTime, &a.Waiting)
			out = append(out, a)
			return err
		})
	return out, err
}
