package stripepay

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

const intentColumns = `id, request_id, number, amount_vnd, received_vnd, status, decline, fee_vnd, created_at, completed_at`

func scanIntent(rows *sql.Rows, i *Intent) error {
	var fee sql.NullInt64
	var completed sql.NullTime
	err := rows.Scan(&i.ID, &i.RequestID, &i.Number, &i.Amount, &i.Received, &i.Status, &i.Decline, &fee, &i.CreatedAt, &completed)
	i.Fee, i.FeeKnown, i.CompletedAt = moneyOf(fee), fee.Valid, completed.Time
	return err
}

func (s store) oneIntent(ctx context.Context, where string, args ...any) (i Intent, found bool, err error) {
	err = s.db.Each(ctx, "read a payment by card", `SELECT `+intentColumns+` FROM stripe_intents `+where, args, func(rows *sql.Rows) error {
		found = true
		return scanIntent(rows, &i)
	})
	return i, found, err
}

func (s store) latest(ctx context.Context, requestID ident.ID) (Intent, bool, error) {
	return s.oneIntent(ctx, `WHERE request_id = ? ORDER BY number DESC LIMIT 1`, requestID)
}

func (s store) intent(ctx context.Context, id string) (Intent, bool, error) {
	return s.oneIntent(ctx, `WHERE id = ?`, id)
}

func (s store) lockIntent(ctx context.Context, id string) (Intent, bool, error) {
	return s.oneIntent(ctx, `WHERE id = ? FOR UPDATE`, id)
}

// insertIntent notes a payment; that it is there already is no fault. Two who note one
// payment at once may meet in any of its keys first, so all are asked.
func (s store) insertIntent(ctx context.Context, i Intent, checkAt time.Time) error {
	n, err := s.db.Exec(ctx, "note a payment by card", `
INSERT INTO stripe_intents (id, request_id, number, amount_vnd, status, created_at, checked_at, check_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING`, i.ID, i.RequestID, i.Number, i.Amount, i.Status, i.CreatedAt, i.CreatedAt, timeOrNull(checkAt))
	if err != nil || n == 1 {
		return err
	}
	switch there, found, err := s.intent(ctx, i.ID); {
	case err != nil:
		return err
	case !found || there.RequestID != i.RequestID:
		return fmt.Errorf("note a payment by card: %s: another is number %d of request %s", i.ID, i.Number, i.RequestID)
	}
	return nil
}

func (s store) updateIntent(ctx context.Context, i Intent, charge string, now, checkAt time.Time) error {
	var fee *int64
	if i.FeeKnown {
		n := int64(i.Fee)
		fee = &n
	}
	var currency *string
	var gross *int64
	if i.Settled != nil {
		currency, gross = &i.Settled.Currency, &i.Settled.Gross
	}
	_, err := s.db.Exec(ctx, "keep how a payment stands", `
UPDATE stripe_intents SET received_vnd = ?, status = ?, decline = ?, charge = CASE WHEN ? = '' THEN charge ELSE ? END, fee_vnd = ?, checked_at = ?, check_at = ?,
    settled_currency = coalesce(?::text, settled_currency), settled_gross = coalesce(?::bigint, settled_gross)
WHERE id = ?`, i.Received, i.Status, i.Decline, charge, charge, fee, now, timeOrNull(checkAt), currency, gross, i.ID)
	return err
}

func (s store) completed(ctx context.Context, id string, now time.Time) error {
	_, err := s.db.Exec(ctx, "note where a payment went", `
UPDATE stripe_intents SET completed_at = ?, check_at = CASE WHEN fee_vnd IS NULL THEN check_at END WHERE id = ? AND completed_at IS NULL`, now, id)
	return err
}

func (s store) silent(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return s.ids(ctx, "find silent payments", `SELECT id FROM stripe_intents WHERE check_at <= ? ORDER BY check_at, id LIMIT ?`, now, limit)
}

func (s store) ids(ctx context.Context, doing, query string, args ...any) ([]string, error) {
	var out []string
	err := s.db.Each(ctx, doing, query, args, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}
