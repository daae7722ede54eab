package today

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/stock"
)

type store struct{ db *db.DB }

func (s store) short(ctx context.Context, orgID ident.ID) (List[Short], error) {
	l := List[Short]{}
	err := s.db.Each(ctx, "read what runs out", `
SELECT v.id, p.slug, p.name_vi, p.name_en, v.name_vi, v.name_en, v.unit, greatest(coalesce(s.on_hand - s.reserved, 0), 0), count(*) OVER ()
FROM products p JOIN variants v ON v.product_id = p.id LEFT JOIN stock_items s ON s.variant_id = v.id
WHERE p.org_id = ? AND p.status = 'listed' AND NOT v.archived AND NOT p.quote_only AND v.price_vnd > 0 AND coalesce(s.on_hand - s.reserved, 0) <= ?
ORDER BY 8, p.name_vi, v.position LIMIT ?`, []any{orgID, lowFrom, shown}, func(rows *sql.Rows) error {
		var x Short
		err := rows.Scan(&x.VariantID, &x.ProductSlug, &x.ProductName.VI, &x.ProductName.EN, &x.VariantName.VI, &x.VariantName.EN, &x.Unit, &x.Available, &l.Total)
		l.Items = append(l.Items, x)
		return err
	})
	return l, err
}

func (s store) certificates(ctx context.Context, orgID ident.ID, today time.Time) (List[Certificate], error) {
	l := List[Certificate]{}
	day := today.Format(time.DateOnly)
	err := s.db.Each(ctx, "read certificates that end", `
SELECT id, kind, name, slug, name_vi, name_en, number, stars, expires_on, count(*) OVER () FROM (
SELECT c.id, 'ocop' AS kind, '' AS name, p.slug, p.name_vi, p.name_en, c.number, c.stars, c.expires_on
FROM ocop_certificates c JOIN products p ON p.id = c.product_id
WHERE p.org_id = ? AND c.revoked_on IS NULL AND c.expires_on BETWEEN ?::date AND ?::date + ?::int
  AND NOT EXISTS (SELECT 1 FROM ocop_certificates x WHERE x.product_id = c.product_id AND x.revoked_on IS NULL AND x.expires_on > c.expires_on)
UNION ALL
SELECT c.id, c.kind, c.name, coalesce(p.slug, ''), coalesce(p.name_vi, ''), coalesce(p.name_en, ''), c.number, 0, c.expires_on
FROM certifications c LEFT JOIN products p ON p.id = c.product_id
WHERE c.org_id = ? AND c.removed_at IS NULL AND c.expires_on BETWEEN ?::date AND ?::date + ?::int) x
ORDER BY expires_on, slug, id LIMIT ?`, []any{orgID, day, day, certificateDays, orgID, day, day, certificateDays, shown}, func(rows *sql.Rows) error {
		var x Certificate
		err := rows.Scan(&x.ID, &x.Kind, &x.Name, &x.ProductSlug, &x.ProductName.VI, &x.ProductName.EN, &x.Number, &x.Stars, &x.ExpiresOn, &l.Total)
		l.Items = append(l.Items, x)
		return err
	})
	return l, err
}

// lots reads lots that go off within lotDays, and those that may not be sent any more but
// are promised to orders (first: somebody waits for them) or wait to be written off.
func (s store) lots(ctx context.Context, orgID ident.ID, today time.Time) (List[Lot], error) {
	l := List[Lot]{}
	day := today.Format(time.DateOnly)
	err := s.db.Each(ctx, "read lots that go off", `
SELECT l.id, l.code, p.name_vi, p.name_en, v.name_vi, v.name_en, v.unit, l.expires_on, l.on_hand, l.withheld, l.recalled_at, count(*) OVER ()
FROM lots l JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
WHERE l.org_id = ? AND NOT l.loose AND l.on_hand + l.withheld > 0 AND (l.expires_on <= ?::date + ?::int OR l.recalled_at IS NOT NULL)
ORDER BY l.on_hand > 0 AND (l.recalled_at IS NOT NULL OR l.expires_on < ?::date) DESC, l.expires_on NULLS LAST, l.id LIMIT ?`,
		[]any{orgID, day, lotDays, day, shown}, func(rows *sql.Rows) error {
			var x Lot
			var expires, recalled sql.NullTime
			err := rows.Scan(&x.ID, &x.Code, &x.ProductName.VI, &x.ProductName.EN, &x.VariantName.VI, &x.VariantName.EN, &x.Unit,
				&expires, &x.OnHand, &x.Withheld, &recalled, &l.Total)
			x.ExpiresOn = expires.Time
			as := stock.Lot{LotFacts: stock.LotFacts{ExpiresOn: x.ExpiresOn}, OnHand: x.OnHand, Withheld: x.Withheld, Recall: stock.Recall{At: recalled.Time}}
			x.State = as.State(today)
			l.Items = append(l.Items, x)
			return err
		})
	return l, err
}

// owed reads the offers that the cooperative leads or was asked to join, and has not answered.
func (s store) owed(ctx context.Context, orgID ident.ID, now time.Time) (o Owed, err error) {
	err = s.db.Each(ctx, "read answers owed", `
SELECT d.title, n.answer_by, count(*) OVER () FROM (
    SELECT demand_id FROM offers WHERE org_id = ? AND (status = 'invited' OR status IN ('accepted', 'countered') AND proposed > answered)
    UNION
    SELECT f.demand_id FROM offer_members m JOIN offers f ON f.id = m.offer_id WHERE m.org_id = ? AND m.status = 'asked') x
JOIN negotiations n USING (demand_id) JOIN demands d ON d.id = x.demand_id
WHERE n.status = 'open' AND n.answer_by > ? ORDER BY n.answer_by, d.id LIMIT 1`, []any{orgID, orgID, now}, func(rows *sql.Rows) error {
		return rows.Scan(&o.Title, &o.AnswerBy, &o.Count)
	})
	return o, err
}

// money adds up cash under way, by orders_inbox_status_idx, and unpaid invoices, by
// payments_later_idx: both few rows of however many orders.
func (s store) money(ctx context.Context, orgID ident.ID) (m Money, err error) {
	err = s.db.Each(ctx, "read money on its way", `
SELECT c.n, c.vnd, i.n, i.vnd FROM
  (SELECT count(*) AS n, coalesce(sum(p.amount_vnd), 0)::bigint AS vnd FROM orders o JOIN payments p ON p.order_id = o.id
   WHERE o.org_id = ? AND o.status = 'shipped' AND p.state = 'due' AND p.method = 'cod') c,
  (SELECT count(*) AS n, coalesce(sum(p.amount_vnd), 0)::bigint AS vnd FROM payments p JOIN orders o ON o.id = p.order_id
   WHERE p.state = 'due' AND p.method = 'pay_later' AND o.org_id = ? AND o.status = 'delivered') i`,
		[]any{orgID, orgID}, func(rows *sql.Rows) error {
			return rows.Scan(&m.CashOrders, &m.Cash, &m.InvoiceOrders, &m.Invoices)
		})
	return m, err
}
