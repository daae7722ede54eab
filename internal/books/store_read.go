package books

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s store) paidOut(ctx context.Context, orgID ident.ID) (amount money.VND, err error) {
	err = s.db.Each(ctx, "add up payouts", `SELECT coalesce(sum(amount_vnd), 0)::bigint FROM book_payouts WHERE org_id = ? AND state = 'paid'`,
		[]any{orgID}, func(rows *sql.Rows) error { return rows.Scan(&amount) })
	return amount, err
}

// coming lists what is pending, what becomes payable first first, with what each order
// did to the pending account.
func (s store) coming(ctx context.Context, orgID ident.ID, limit int) ([]Coming, error) {
	var out []Coming
	err := s.db.Each(ctx, "read what comes", `
WITH acc AS (SELECT id FROM ledger_accounts WHERE kind = ? AND owner = ?)
SELECT `+saleColumns+`, (SELECT o.code FROM orders o WHERE o.id = x.order_id), coalesce((
    SELECT -sum(e.amount_vnd) FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
    WHERE t.subject = x.order_id AND e.account_id = (SELECT id FROM acc)), 0)::bigint, EXISTS (`+openReturn+`)
FROM book_sales x WHERE x.org_id = ? AND x.released_at IS NULL
ORDER BY (x.paid_at IS NULL), x.release_at, x.order_id LIMIT ?`,
		[]any{ledger.CooperativePending, orgID, orgID, limit}, func(rows *sql.Rows) error {
			var c Coming
			var returning bool
			err := scanSale(rows, &c.Sale, &c.Code, &c.Net, &returning)
			c.Reason = c.reason(returning)
			out = append(out, c)
			return err
		})
	return out, err
}

// subject is what an entry is about, as people know it.
type subject struct {
	code       string
	order      bool
	contractID ident.ID
}

// subjects names those that are orders, penalties or what is owed by contracts.
func (s store) subjects(ctx context.Context, ids []ident.ID) (map[ident.ID]subject, error) {
	out := map[ident.ID]subject{}
	err := s.db.Each(ctx, "name what entries are about", `
WITH x AS (SELECT unnest(?::uuid[]) AS id)
SELECT x.id, o.code, true, NULL::uuid FROM x JOIN orders o ON o.id = x.id
UNION ALL SELECT x.id, p.code, false, NULL FROM x JOIN penalties p ON p.id = x.id
UNION ALL SELECT x.id, k.code, false, k.id FROM x JOIN payment_obligations b ON b.id = x.id JOIN contracts k ON k.id = b.contract_id`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error {
			var id ident.ID
			var one subject
			var contract *ident.ID
			err := rows.Scan(&id, &one.code, &one.order, &contract)
			if contract != nil {
				one.contractID = *contract
			}
			out[id] = one
			return err
		})
	return out, err
}

// cooperatives adds up what cooperatives sold, also of those named that sold nothing.
func (s store) cooperatives(ctx context.Context, named db.IDs) ([]CooperativeMoney, error) {
	var out []CooperativeMoney
	err := s.db.Each(ctx, "add up sales by cooperative", `
SELECT g.id, g.short_name, coalesce(sum(x.goods_vnd + x.shipping_vnd), 0)::bigint, coalesce(sum(x.commission_vnd - x.commission_back_vnd), 0)::bigint,
    coalesce(sum(x.refunded_goods_vnd + x.refunded_ship_vnd), 0)::bigint, count(x.order_id)
FROM organisations g LEFT JOIN book_sales x ON x.org_id = g.id
WHERE x.order_id IS NOT NULL OR g.id = ANY(ARRAY(SELECT unnest(?::uuid[]))) GROUP BY g.id, g.short_name ORDER BY g.short_name, g.id`, []any{named},
		func(rows *sql.Rows) error {
			var c CooperativeMoney
			err := rows.Scan(&c.OrgID, &c.Name, &c.Sold, &c.Commission, &c.Refunded, &c.Orders)
			out = append(out, c)
			return err
		})
	return out, err
}

// cooperative returns a cooperative's name, empty where there is none.
func (s store) cooperative(ctx context.Context, id ident.ID) (name string, err error) {
	err = s.db.Each(ctx, "find a cooperative", `SELECT short_name FROM organisations WHERE id = ? AND kind = 'cooperative'`, []any{id},
		func(rows *sql.Rows) error { return rows.Scan(&name) })
	return name, err
}

// category returns the id of a category, ident.Nil where there is none.
func (s store) category(ctx context.Context, slug string) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find a category", `SELECT id FROM categories WHERE slug = ?`, []any{slug},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

func (s store) categorySlug(ctx context.Context, id ident.ID) (slug string, err error) {
	err = s.db.Each(ctx, "read a category", `SELECT slug FROM categories WHERE id = ?`, []any{id},
		func(rows *sql.Rows) error { return rows.Scan(&slug) })
	return slug, err
}

// RevenueSQL reads what each cooperative sold in each month of delivery (in Viet Nam):
// month, org_id, name, orders, goods, shipping, refunded, promo_back, commission. What came
// back to the market of its own part of discounts (promo_back) is the cooperative's no more.
const RevenueSQL = `
SELECT date_trunc('month', x.delivered_at AT TIME ZONE 'Asia/Ho_Chi_Minh') AS month, x.org_id, g.short_name AS name, count(*) AS orders,
    sum(x.goods_vnd)::bigint AS goods, sum(x.shipping_vnd)::bigint AS shipping, sum(x.refunded_goods_vnd + x.refunded_ship_vnd)::bigint AS refunded,
    sum(x.promo_back_vnd)::bigint AS promo_back, sum(x.commission_vnd - x.commission_back_vnd)::bigint AS commission
FROM book_sales x JOIN organisations g ON g.id = x.org_id GROUP BY 1, 2, 3`

func (s store) revenue(ctx context.Context, limit int) ([]Revenue, error) {
	var out []Revenue
	err := s.db.Each(ctx, "add up revenue", `SELECT month, org_id, name, orders, goods, shipping, refunded, promo_back, commission FROM (`+RevenueSQL+`) r
ORDER BY month DESC, name, org_id LIMIT ?`, []any{limit}, func(rows *sql.Rows) error {
		var r Revenue
		err := rows.Scan(&r.Month, &r.OrgID, &r.Name, &r.Orders, &r.Goods, &r.Shipping, &r.Refunded, &r.PromoBack, &r.Commission)
		out = append(out, r)
		return err
	})
	return out, err
}
