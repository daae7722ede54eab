package payment

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s store) oweRefund(ctx context.Context, causeID, orderID ident.ID, amount money.VND, now time.Time) error {
	n, err := s.db.Exec(ctx, "owe a refund", `
INSERT INTO refunds (id, order_id, cause_id, amount_vnd, state, created_at) VALUES (?, ?, ?, ?, 'owed', ?) ON CONFLICT (cause_id) DO NOTHING`,
		ident.New(), orderID, causeID, int64(amount), now)
	if err != nil || n == 0 {
		return err
	}
	n, err = s.db.Exec(ctx, "count a refund", `UPDATE payments SET refunded_vnd = refunded_vnd + ?, updated_at = ? WHERE order_id = ? AND state <> 'cancelled'`,
		int64(amount), now, orderID)
	if db.Constraint(err) == "payments_refunded_ck" || err == nil && n == 0 {
		return ErrRefundTooMuch
	}
	return err
}

func (s store) payRefund(ctx context.Context, causeID ident.ID, method RefundMethod, reference string, by ident.ID, now time.Time) (int64, error) {
	var actor *ident.ID
	if by != ident.Nil {
		actor = &by
	}
	return s.db.Exec(ctx, "record a paid refund", `
UPDATE refunds SET state = 'paid', method = ?, reference = ?, paid_by = ?, paid_at = ? WHERE cause_id = ? AND state = 'owed'`, method, reference, actor, now, causeID)
}

func (s store) refunds(ctx context.Context, causeIDs []ident.ID) (map[ident.ID]Refund, error) {
	out := make(map[ident.ID]Refund, len(causeIDs))
	err := s.db.Each(ctx, "read refunds", `
SELECT cause_id, order_id, amount_vnd, state, coalesce(method, ''), reference, coalesce(paid_at, '0001-01-01') FROM refunds WHERE cause_id = ANY(?::uuid[])`,
		[]any{db.IDs(causeIDs)}, func(rows *sql.Rows) error {
			var r Refund
			err := rows.Scan(&r.CauseID, &r.OrderID, &r.Amount, &r.State, &r.Method, &r.Reference, &r.PaidAt)
			if r.State == RefundOwed {
				r.PaidAt = time.Time{}
			}
			out[r.CauseID] = r
			return err
		})
	return out, err
}
