package settlement

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, x Settlement, by ident.ID, raw, sum []byte) (bool, error) {
	n, err := s.db.Exec(ctx, "keep a settlement", `
INSERT INTO cod_settlements (id, org_id, carrier, file_name, sha256, raw, rows, collected_vnd, fee_vnd, paid_vnd, sample, created_by, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		x.ID, idOrNull(x.OrgID), x.Carrier, x.FileName, sum, raw, x.Rows, x.Collected, x.Fee, x.Paid, x.Sample, idOrNull(by), x.CreatedAt)
	return n == 1, err
}

func (s store) byFile(ctx context.Context, orgID ident.ID, sum []byte) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find a settlement", `SELECT id FROM cod_settlements WHERE coalesce(org_id, '00000000-0000-0000-0000-000000000000') = ?::uuid AND sha256 = ?`,
		[]any{orgID, sum}, func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

// insertRows writes the rows with the orders that they name, by our code or the carrier's.
func (s store) insertRows(ctx context.Context, x Settlement, rows []Row) error {
	type row struct {
		Row       int       `json:"line"`
		Code      string    `json:"code"`
		Tracking  string    `json:"tracking"`
		Collected money.VND `json:"collected"`
		Fee       money.VND `json:"fee"`
		Paid      money.VND `json:"paid"`
	}
	list := make([]row, len(rows))
	for i, r := range rows {
		list[i] = row{r.At, r.Code, r.Tracking, r.Collected, r.Fee, r.Paid}
	}
	_, err := s.db.Exec(ctx, "keep rows of a settlement", `
INSERT INTO cod_settlement_rows (settlement_id, line, code, tracking_code, collected_vnd, fee_vnd, paid_vnd, order_id)
SELECT ?::uuid, x.line, x.code, x.tracking, x.collected, x.fee, x.paid, (
    SELECT o.id FROM orders o
    WHERE (o.code IN (x.code, x.tracking) OR o.tracking_code <> '' AND upper(o.tracking_code) IN (nullif(x.tracking, ''), nullif(x.code, '')))
      AND (?::uuid IS NULL OR o.org_id = ?::uuid)
    ORDER BY (o.code IN (x.code, x.tracking)) DESC, o.placed_at DESC LIMIT 1)
FROM json_to_recordset(?::json) AS x(line integer, code text, tracking text, collected bigint, fee bigint, paid bigint)`,
		x.ID, idOrNull(x.OrgID), idOrNull(x.OrgID), db.JSON{V: list})
	return err
}

// expected is what was to be collected at the door of an order o of a purchase p.
const expected = `CASE WHEN p.payment_method = 'cod' AND o.status NOT IN ('cancelled', 'lapsed') THEN o.total_vnd ELSE 0 END`

// list reads settlements that an organisation may see (ident.Nil: all), with the sums of
// the rows that it may see.
func (s store) list(ctx context.Context, orgID ident.ID, where string, args []any, limit int) ([]Settlement, error) {
	org := idOrNull(orgID)
	var out []Settlement
	err := s.db.Each(ctx, "read settlements", `
SELECT s.id, s.org_id, s.carrier, s.file_name, t.rows, t.collected, t.fee, t.paid, s.sample, coalesce(u.full_name, ''), s.created_at
FROM cod_settlements s LEFT JOIN users u ON u.id = s.created_by
CROSS JOIN LATERAL (
    SELECT count(*) AS rows, coalesce(sum(r.collected_vnd), 0)::bigint AS collected, coalesce(sum(r.fee_vnd), 0)::bigint AS fee, coalesce(sum(r.paid_vnd), 0)::bigint AS paid
    FROM cod_settlement_rows r LEFT JOIN orders o ON o.id = r.order_id
    WHERE r.settlement_id = s.id AND (?::uuid IS NULL OR s.org_id = ?::uuid OR o.org_id = ?::uuid)) t
WHERE t.rows > 0 AND `+where+` ORDER BY s.created_at DESC, s.id DESC LIMIT ?`,
		append(append([]any{org, org, org}, args...), limit), func(rows *sql.Rows) error {
			var x Settlement
			var of *ident.ID
			err := rows.Scan(&x.ID, &of, &x.Carrier, &x.FileName, &x.Rows, &x.Collected, &x.Fee, &x.Paid, &x.Sample, &x.By, &x.CreatedAt)
			if of != nil {
				x.OrgID = *of
			}
			out = append(out, x)
			return err
		})
	return out, err
}

// rows reads a settlement's rows beside their orders; only those of one organisation's
// orders unless it is ident.Nil.
func (s store) rows(ctx context.Context, only, id ident.ID) ([]Compared, error) {
	var out []Compared
	org := idOrNull(only)
	err := s.db.Each(ctx, "read rows of a settlement", `
SELECT r.line, r.code, r.tracking_code, r.collected_vnd, r.fee_vnd, r.paid_vnd, o.id, coalesce(o.code, ''), coalesce(g.short_name, ''), coalesce(`+expected+`, 0),
    EXISTS (SELECT 1 FROM cod_settlement_rows t WHERE t.order_id = r.order_id AND t.collected_vnd > 0 AND (t.settlement_id, t.line) <> (r.settlement_id, r.line))
FROM cod_settlement_rows r LEFT JOIN orders o ON o.id = r.order_id LEFT JOIN purchases p ON p.id = o.purchase_id LEFT JOIN organisations g ON g.id = o.org_id
WHERE r.settlement_id = ? AND (?::uuid IS NULL OR o.org_id = ?::uuid) ORDER BY r.line`, []any{id, org, org}, func(rows *sql.Rows) error {
		var c Compared
		var order *ident.ID
		err := rows.Scan(&c.At, &c.Code, &c.Tracking, &c.Collected, &c.Fee, &c.Paid, &order, &c.OrderCode, &c.Name, &c.Expected, &c.Elsewhere)
		if order != nil {
			c.OrderID = *order
		}
		out = append(out, c)
		return err
	})
	return out, err
}

func (s store) missing(ctx context.Context, orgID ident.ID, before time.Time, limit int) ([]Missing, error) {
	var out []Missing
	org := idOrNull(orgID)
	err := s.db.Each(ctx, "find orders without settlement", `
SELECT o.id, o.code, g.short_name, o.carrier, o.tracking_code, o.total_vnd, x.delivered_at
FROM book_sales x JOIN orders o ON o.id = x.order_id JOIN organisations g ON g.id = o.org_id
WHERE x.method = 'cod' AND o.tracking_code <> '' AND x.delivered_at < ? AND (?::uuid IS NULL OR o.org_id = ?::uuid)
  AND NOT EXISTS (SELECT 1 FROM cod_settlement_rows r WHERE r.order_id = o.id)
ORDER BY x.delivered_at, o.id LIMIT ?`, []any{before, org, org, limit}, func(rows *sql.Rows) error {
		var m Missing
		err := rows.Scan(&m.OrderID, &m.Code, &m.Name, &m.Carrier, &m.Tracking, &m.Expected, &m.DeliveredAt)
		out = append(out, m)
		return err
	})
	return out, err
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}
