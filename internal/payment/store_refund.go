package payment

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

// oweRefund writes a refund of an order; it goes back by the way in which the purchase was
// paid, where that was before the goods went.
func (s store) oweRefund(ctx context.Context, r Refund, now time.Time) error {
	n, err := s.db.Exec(ctx, "owe a refund", `
INSERT INTO refunds (id, order_id, purchase_id, request_id, via, reason, cause_id, amount_vnd, state, created_at)
SELECT ?, o.id, o.purchase_id, q.id, coalesce(q.method, 'hand'), ?, ?, ?, 'owed', ?
FROM orders o LEFT JOIN payment_requests q ON q.purpose = 'purchase' AND q.subject_id = o.purchase_id AND q.state = 'paid'
WHERE o.id = ? ON CONFLICT (cause_id) DO NOTHING`, ident.New(), r.Reason, r.CauseID, int64(r.Amount), now, r.OrderID)
	if err != nil || n == 0 {
		return err
	}
	n, err = s.db.Exec(ctx, "count a refund", `UPDATE payments SET refunded_vnd = refunded_vnd + ?, updated_at = ? WHERE order_id = ? AND state <> 'cancelled'`,
		int64(r.Amount), now, r.OrderID)
	if db.Constraint(err) == "payments_refunded_ck" || err == nil && n == 0 {
		return ErrRefundTooMuch
	}
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "count a refund of a request", `
UPDATE payment_requests q SET returned_vnd = returned_vnd + ?, updated_at = ? FROM refunds r WHERE r.cause_id = ? AND q.id = r.request_id`,
		int64(r.Amount), now, r.CauseID)
	if db.Constraint(err) == "payment_requests_returned_ck" {
		return ErrRefundTooMuch
	}
	return err
}

// oweBack writes a refund of a request; the request has counted it.
func (s store) oweBack(ctx context.Context, q Request, r Refund, now time.Time) error {
	var purchase *ident.ID
	if q.Purpose == PurposePurchase {
		purchase = &q.SubjectID
	}
	_, err := s.db.Exec(ctx, "owe money back", `
INSERT INTO refunds (id, purchase_id, request_id, via, reason, cause_id, amount_vnd, state, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, 'owed', ?) ON CONFLICT (cause_id) DO NOTHING`,
		ident.New(), purchase, q.ID, r.Via, r.Reason, r.CauseID, int64(r.Amount), now)
	return err
}

func (s store) payRefund(ctx context.Context, causeID ident.ID, method RefundMethod, reference string, by ident.ID, now time.Time) (int64, error) {
	return s.db.Exec(ctx, "record a paid refund", `
UPDATE refunds SET state = 'paid', method = ?, reference = ?, paid_by = ?, paid_at = ? WHERE cause_id = ? AND state = 'owed'`,
		method, reference, idOrNull(by), now, causeID)
}

func (s store) refunds(ctx context.Context, causeIDs []ident.ID) (map[ident.ID]Refund, error) {
	list, err := s.refundsWhere(ctx, "r.cause_id = ANY(?::uuid[])", db.IDs(causeIDs))
	out := make(map[ident.ID]Refund, len(list))
	for _, r := range list {
		out[r.CauseID] = r
	}
	return out, err
}

func (s store) refundsOf(ctx context.Context, requestIDs []ident.ID) ([]Refund, error) {
	return s.refundsWhere(ctx, "r.request_id = ANY(?::uuid[]) ORDER BY r.created_at, r.id", db.IDs(requestIDs))
}

func (s store) lockRefund(ctx context.Context, causeID ident.ID) (Refund, error) {
	list, err := s.refundsWhere(ctx, "r.cause_id = ? FOR UPDATE OF r", causeID)
	if err == nil && len(list) == 0 {
		err = ErrNoRefund
	}
	if err != nil {
		return Refund{}, err
	}
	return list[0], nil
}

func (s store) refundsWhere(ctx context.Context, where string, args ...any) ([]Refund, error) {
	var out []Refund
	err := s.db.Each(ctx, "read refunds", `
SELECT r.cause_id, r.order_id, r.request_id, coalesce(r.purchase_id, q.subject_id), r.via, r.reason, r.created_at, r.amount_vnd, r.state,
    coalesce(r.method, ''), r.reference, r.paid_at
FROM refunds r LEFT JOIN payment_requests q ON q.id = r.request_id WHERE `+where, args, func(rows *sql.Rows) error {
		var r Refund
		var orderID, requestID, subjectID *ident.ID
		var paid *time.Time
		var amount int64
		err := rows.Scan(&r.CauseID, &orderID, &requestID, &subjectID, &r.Via, &r.Reason, &r.OwedAt, &amount, &r.State, &r.Method, &r.Reference, &paid)
		r.Amount = money.VND(amount)
		r.OrderID, r.RequestID, r.SubjectID = idOf(orderID), idOf(requestID), idOf(subjectID)
		if paid != nil && r.State == RefundPaid {
			r.PaidAt = *paid
		}
		out = append(out, r)
		return err
	})
	return out, err
}
