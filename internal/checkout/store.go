package checkout

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

const operation = "checkout"

// keptAnswer is what a repeated key is answered with.
type keptAnswer struct {
	PurchaseID ident.ID `json:"purchaseId"`
}

// claimKey takes an idempotency key for a new purchase and returns its id, or
// the id of the purchase that the key already made. A second request with the
// same key waits here until the first one has committed or failed. Errors: ErrKeyReused.
func (s store) claimKey(ctx context.Context, actor, key string, hash []byte, fresh ident.ID, now time.Time) (ident.ID, error) {
	n, err := s.db.Exec(ctx, "claim idempotency key", `
INSERT INTO idempotency_keys (actor, operation, key, request_hash, response, created_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING`, actor, operation, key, hash, db.JSON{V: keptAnswer{PurchaseID: fresh}}, now)
	if err != nil || n == 1 {
		return fresh, err
	}
	var was []byte
	var answer keptAnswer
	err = s.db.Each(ctx, "read idempotency key",
		`SELECT request_hash, response FROM idempotency_keys WHERE actor = ? AND operation = ? AND key = ?`,
		[]any{actor, operation, key}, func(rows *sql.Rows) error {
			var raw []byte
			if err := rows.Scan(&was, &raw); err != nil {
				return err
			}
			if err := json.Unmarshal(raw, &answer); err != nil {
				return fmt.Errorf("decode kept answer: %w", err)
			}
			return nil
		})
	if err != nil {
		return ident.Nil, err
	}
	if !bytes.Equal(was, hash) {
		return ident.Nil, ErrKeyReused
	}
	return answer.PurchaseID, nil
}

func (s store) forgetKeys(ctx context.Context, before time.Time) error {
	_, err := s.db.Exec(ctx, "forget old idempotency keys", `DELETE FROM idempotency_keys WHERE created_at < ?`, before)
	return err
}

// categories returns the categories of a cart's goods, by product; a read of catalog.
func (s store) categories(ctx context.Context, c cart.Cart) (map[ident.ID]ident.ID, error) {
	ids := db.IDs{}
	for _, l := range c.Lines() {
		ids = append(ids, l.Offer.ProductID)
	}
	out := map[ident.ID]ident.ID{}
	err := s.db.Each(ctx, "read categories of goods", `SELECT id, category_id FROM products WHERE id = ANY(ARRAY(SELECT unnest(?::uuid[])))`,
		[]any{ids}, func(rows *sql.Rows) error {
			var id, category ident.ID
			err := rows.Scan(&id, &category)
			out[id] = category
			return err
		})
	return out, err
}

// putHold opens or renews the hold of a cart and returns its id.
func (s store) putHold(ctx context.Context, cartID ident.ID, now, until time.Time) (id ident.ID, err error) {
	err = s.db.Each(ctx, "hold goods", `
INSERT INTO checkout_holds (id, cart_id, created_at, expires_at) VALUES (?, ?, ?, ?)
ON CONFLICT (cart_id) DO UPDATE SET expires_at = EXCLUDED.expires_at RETURNING id`,
		[]any{ident.New(), cartID, now, until}, func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

// takeHold deletes the hold of a cart and returns its id, ident.Nil when there is none.
func (s store) takeHold(ctx context.Context, cartID ident.ID) (id ident.ID, err error) {
	err = s.db.Each(ctx, "take over hold", `DELETE FROM checkout_holds WHERE cart_id = ? RETURNING id`,
		[]any{cartID}, func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

// endHold deletes a hold whose time is over; false when it is gone or was renewed.
func (s store) endHold(ctx context.Context, id ident.ID, now time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, "end hold", `DELETE FROM checkout_holds WHERE id = ? AND expires_at <= ?`, id, now)
	return n == 1, err
}
