package stripepay

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

const refundColumns = `refund_id, intent_id, amount_vnd, coalesce(stripe_id, ''), number, state, failure, created_at`

func (s store) manyRefunds(ctx context.Context, where string, args ...any) ([]Refund, error) {
	var out []Refund
	err := s.db.Each(ctx, "read refunds by card", `SELECT `+refundColumns+` FROM stripe_refunds `+where, args, func(rows *sql.Rows) error {
		var r Refund
		err := rows.Scan(&r.ID, &r.IntentID, &r.Amount, &r.StripeID, &r.Number, &r.State, &r.Failure, &r.CreatedAt)
		out = append(out, r)
		return err
	})
	return out, err
}

func (s store) oneRefund(ctx context.Context, where string, args ...any) (Refund, bool, error) {
	list, err := s.manyRefunds(ctx, where, args...)
	if err != nil || len(list) == 0 {
		return Refund{}, false, err
	}
	return list[0], true, nil
}

func (s store) refund(ctx context.Context, id ident.ID) (Refund, bool, error) {
	return s.oneRefund(ctx, `WHERE refund_id = ?`, id)
}

func (s store) lockRefund(ctx context.Context, id ident.ID) (Refund, bool, error) {
	return s.oneRefund(ctx, `WHERE refund_id = ? FOR UPDATE`, id)
}

func (s store) openRefunds(ctx context.Context, before time.Time, limit int) ([]Refund, error) {
	return s.manyRefunds(ctx, `WHERE state IN ('sending', 'pending') AND updated_at < ? ORDER BY updated_at, refund_id LIMIT ?`, before, limit)
}

// refundedOf adds up what of a payment went back or is on its way.
func (s store) refundedOf(ctx context.Context, intent string) (sum money.VND, err error) {
	err = s.db.Each(ctx, "add up refunds by card", `SELECT coalesce(sum(amount_vnd), 0)::bigint FROM stripe_refunds WHERE intent_id = ? AND state <> 'failed'`,
		[]any{intent}, func(rows *sql.Rows) error { return rows.Scan(&sum) })
	return sum, err
}

func (s store) insertRefund(ctx context.Context, r Refund) error {
	_, err := s.db.Exec(ctx, "note a refund by card", `
INSERT INTO stripe_refunds (refund_id, intent_id, amount_vnd, number, state, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		r.ID, r.IntentID, r.Amount, r.Number, r.State, r.CreatedAt, r.CreatedAt)
	return err
}

func (s store) updateRefund(ctx context.Context, r Refund, now time.Time) error {
	var id *string
	if r.StripeID != "" {
		id = &r.StripeID
	}
	_, err := s.db.Exec(ctx, "keep how a refund stands", `
UPDATE stripe_refunds SET stripe_id = ?, number = ?, state = ?, failure = ?, updated_at = ? WHERE refund_id = ?`, id, r.Number, r.State, r.Failure, now, r.ID)
	return err
}

func (s store) customer(ctx context.Context, userID ident.ID) (id string, err error) {
	err = s.db.Each(ctx, "read a customer", `SELECT customer FROM stripe_customers WHERE user_id = ?`, []any{userID},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

func (s store) insertCustomer(ctx context.Context, userID ident.ID, customer string, now time.Time) error {
	_, err := s.db.Exec(ctx, "note a customer", `INSERT INTO stripe_customers (user_id, customer, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		userID, customer, now)
	return err
}

func (s store) deleteCustomer(ctx context.Context, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "forget a customer", `DELETE FROM stripe_customers WHERE user_id = ?`, userID)
	return err
}
