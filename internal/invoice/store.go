package invoice

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func isNothing(err error) bool { return errors.Is(err, ErrNothing) }

// listLimit bounds a list; a firm has twelve a year.
const listLimit = 500

// list reads invoices with what of them is open (less than what they list, where something
// was refunded off them), of a firm and by id where they are given.
func (s store) list(ctx context.Context, orgID, id ident.ID) ([]Invoice, error) {
	var out []Invoice
	err := s.db.Each(ctx, "read invoices", `
SELECT i.id, i.number, i.org_id, g.short_name, i.from_day, i.until_day, i.due_on, i.total_vnd, i.sample, i.issued_at,
    coalesce((SELECT sum(u.amount_vnd) FROM invoice_lines l JOIN credit_uses u ON u.order_id = l.order_id WHERE l.invoice_id = i.id AND u.state = 'open'), 0)::bigint
FROM invoices i JOIN organisations g ON g.id = i.org_id
WHERE (?::uuid IS NULL OR i.org_id = ?::uuid) AND (?::uuid IS NULL OR i.id = ?::uuid) ORDER BY i.issued_at DESC, i.id DESC LIMIT ?`,
		[]any{idOrNull(orgID), idOrNull(orgID), idOrNull(id), idOrNull(id), listLimit}, func(rows *sql.Rows) error {
			var i Invoice
			err := rows.Scan(&i.ID, &i.Number, &i.OrgID, &i.Firm, &i.From, &i.Until, &i.DueOn, &i.Total, &i.Sample, &i.IssuedAt, &i.Left)
			out = append(out, i)
			return err
		})
	return out, err
}

func (s store) lines(ctx context.Context, id ident.ID) ([]Line, error) {
	return s.readLines(ctx, `
SELECT l.order_id, o.purchase_id, o.code, g.short_name, l.delivered_at, l.amount_vnd, u.state = 'open'
FROM invoice_lines l JOIN orders o ON o.id = l.order_id JOIN organisations g ON g.id = o.org_id JOIN credit_uses u ON u.order_id = l.order_id
WHERE l.invoice_id = ? ORDER BY l.delivered_at, l.order_id`, id)
}

// deliverable reads what was delivered to a firm on credit before a moment and stands on
// no invoice; what it owes for each is as the books have it.
func (s store) deliverable(ctx context.Context, orgID ident.ID, before time.Time) ([]Line, error) {
	return s.readLines(ctx, `
SELECT * FROM (
    SELECT u.order_id, o.purchase_id, o.code, g.short_name, b.delivered_at, coalesce((
        SELECT sum(e.amount_vnd) FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
        JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = ? AND a.owner = u.org_id WHERE t.subject = u.order_id), 0)::bigint AS owed, true
    FROM credit_uses u JOIN book_sales b ON b.order_id = u.order_id JOIN orders o ON o.id = u.order_id JOIN organisations g ON g.id = o.org_id
    WHERE u.org_id = ? AND u.state = 'open' AND b.delivered_at < ? AND NOT EXISTS (SELECT 1 FROM invoice_lines l WHERE l.order_id = u.order_id)) x
WHERE owed > 0 ORDER BY delivered_at, order_id`, ledger.BuyerReceivable, orgID, before)
}

func (s store) readLines(ctx context.Context, query string, args ...any) ([]Line, error) {
	var out []Line
	err := s.db.Each(ctx, "read lines of invoices", query, args, func(rows *sql.Rows) error {
		var l Line
		err := rows.Scan(&l.OrderID, &l.PurchaseID, &l.Code, &l.Cooperative, &l.DeliveredAt, &l.Amount, &l.Open)
		out = append(out, l)
		return err
	})
	return out, err
}

// waitingFirms lists firms with something delivered before a moment that is on no invoice.
func (s store) waitingFirms(ctx context.Context, before time.Time) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "find firms to invoice", `
SELECT DISTINCT u.org_id FROM credit_uses u JOIN book_sales b ON b.order_id = u.order_id
WHERE u.state = 'open' AND b.delivered_at < ? AND NOT EXISTS (SELECT 1 FROM invoice_lines l WHERE l.order_id = u.order_id) ORDER BY 1`,
		[]any{before}, func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	return out, err
}

// lockFirm lets one at a time make invoices of a firm, and money settle them.
func (s store) lockFirm(ctx context.Context, orgID ident.ID) error {
	return s.db.Each(ctx, "lock a firm's invoices", `SELECT pg_advisory_xact_lock(hashtextextended('invoice:' || ?::text, 0))`, []any{orgID},
		func(*sql.Rows) error { return nil })
}

func (s store) nextNumber(ctx context.Context, month time.Time) (n int, err error) {
	err = s.db.Each(ctx, "number an invoice", `
INSERT INTO invoice_numbers (month, last) VALUES (?, 1) ON CONFLICT (month) DO UPDATE SET last = invoice_numbers.last + 1 RETURNING last`,
		[]any{month.Format(time.DateOnly)}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

type lineRow struct {
	OrderID     ident.ID  `json:"order_id"`
	DeliveredAt time.Time `json:"delivered_at"`
	Amount      money.VND `json:"amount_vnd"`
}

func (s store) insert(ctx context.Context, inv Invoice, lines []Line, by ident.ID) error {
	rows := make([]lineRow, len(lines))
	for i, l := range lines {
		rows[i] = lineRow{OrderID: l.OrderID, DeliveredAt: l.DeliveredAt, Amount: l.Amount}
	}
	_, err := s.db.Exec(ctx, "write an invoice", `
WITH i AS (
    INSERT INTO invoices (id, number, org_id, from_day, until_day, due_on, total_vnd, sample, issued_by, issued_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id)
INSERT INTO invoice_lines (invoice_id, order_id, delivered_at, amount_vnd)
SELECT i.id, x.order_id, x.delivered_at, x.amount_vnd FROM i, json_to_recordset(?::json) AS x(order_id uuid, delivered_at timestamptz, amount_vnd bigint)`,
		inv.ID, inv.Number, inv.OrgID, inv.From.Format(time.DateOnly), inv.Until.Format(time.DateOnly), inv.DueOn.Format(time.DateOnly),
		inv.Total, inv.Sample, idOrNull(by), inv.IssuedAt, db.JSON{V: rows})
	return err
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}
