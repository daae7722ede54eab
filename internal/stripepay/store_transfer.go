package stripepay

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/platform/stripe"
)

func (s store) putAccount(ctx context.Context, a stripe.Account, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep how an account stands", `
INSERT INTO stripe_accounts (id, ready, country, checked_at) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET ready = excluded.ready, country = excluded.country, checked_at = excluded.checked_at`, a.ID, a.Ready, a.Country, now)
	return err
}

func (s store) accountReady(ctx context.Context, id string) (ready bool, err error) {
	err = s.db.Each(ctx, "read how an account stands", `SELECT ready FROM stripe_accounts WHERE id = ?`, []any{id},
		func(rows *sql.Rows) error { return rows.Scan(&ready) })
	return ready, err
}

func (s store) transfer(ctx context.Context, where string, args ...any) (t Transfer, found bool, err error) {
	err = s.db.Each(ctx, "read a transfer", `
SELECT id, destination, transfer_group, amount_vnd, amount, currency, coalesce(stripe_id, ''), number, state, failure, created_at
FROM stripe_transfers WHERE `+where, args, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(&t.ID, &t.Destination, &t.Group, &t.AmountVND, &t.Amount, &t.Currency, &t.StripeID, &t.Number, &t.State, &t.Failure, &t.CreatedAt)
	})
	return t, found, err
}

func (s store) insertTransfer(ctx context.Context, t Transfer) error {
	_, err := s.db.Exec(ctx, "note a transfer", `
INSERT INTO stripe_transfers (id, destination, transfer_group, amount_vnd, amount, currency, number, state, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
		t.ID, t.Destination, t.Group, t.AmountVND, t.Amount, t.Currency, t.Number, t.State, t.CreatedAt, t.CreatedAt)
	return err
}

func (s store) updateTransfer(ctx context.Context, t Transfer, now time.Time) error {
	var id *string
	if t.StripeID != "" {
		id = &t.StripeID
	}
	_, err := s.db.Exec(ctx, "keep how a transfer stands", `
UPDATE stripe_transfers SET stripe_id = ?, number = ?, state = ?, failure = ?, updated_at = ? WHERE id = ?`, id, t.Number, t.State, t.Failure, now, t.ID)
	return err
}

// rate adds up what the newest payments came to in a currency, and in đồng.
func (s store) rate(ctx context.Context, currency string, since time.Time) (gross, vnd int64, err error) {
	err = s.db.Each(ctx, "read the rate", `
SELECT coalesce(sum(settled_gross), 0)::bigint, coalesce(sum(received_vnd), 0)::bigint FROM (
    SELECT settled_gross, received_vnd FROM stripe_intents
    WHERE settled_currency = ? AND settled_gross > 0 AND created_at >= ? ORDER BY created_at DESC LIMIT 100) x`, []any{currency, since},
		func(rows *sql.Rows) error { return rows.Scan(&gross, &vnd) })
	return gross, vnd, err
}
