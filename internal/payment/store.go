package payment

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) insert(ctx context.Context, method MethodCode, dues []Due, now time.Time) error {
	_, err := s.db.Exec(ctx, "record what is due", `
INSERT INTO payments (id, purchase_id, order_id, method, state, amount_vnd, created_at, updated_at)
SELECT x.id, x.purchase_id, x.order_id, ?, 'due', x.amount_vnd, ?, ?
FROM json_to_recordset(?::json) AS x(id uuid, purchase_id uuid, order_id uuid, amount_vnd bigint)`,
		method, now, now, db.JSON{V: rowsOf(dues)})
	return err
}

// amend returns how the order is paid; empty when nothing is due.
func (s store) amend(ctx context.Context, orderID ident.ID, amount money.VND, now time.Time) (method MethodCode, err error) {
	err = s.db.Each(ctx, "lower what is due", `
UPDATE payments SET amount_vnd = ?, state = CASE WHEN ?::bigint = 0 THEN 'cancelled' ELSE state END, updated_at = ?
WHERE order_id = ? AND state = 'due' RETURNING method`, []any{amount, amount, now, orderID}, func(rows *sql.Rows) error {
		return rows.Scan(&method)
	})
	return method, err
}

func (s store) collected(ctx context.Context, orderID ident.ID, method MethodCode, now time.Time) error {
	_, err := s.db.Exec(ctx, "record collected money",
		`UPDATE payments SET state = 'collected', updated_at = ? WHERE order_id = ? AND state = 'due' AND method = ?`, now, orderID, method)
	return err
}

func (s store) byOrder(ctx context.Context, orderID ident.ID) (Payment, error) {
	p := Payment{OrderID: orderID}
	err := s.db.Each(ctx, "read payment", `SELECT method, state, amount_vnd, refunded_vnd, updated_at FROM payments WHERE order_id = ?`,
		[]any{orderID}, func(rows *sql.Rows) error {
			return rows.Scan(&p.Method, &p.State, &p.AmountVND, &p.Refunded, &p.UpdatedAt)
		})
	return p, err
}
