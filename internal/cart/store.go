package cart

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (o Owner) where() (string, any) {
	if o.UserID != ident.Nil {
		return "c.user_id = ?", o.UserID
	}
	return "c.token_hash = ?", ident.Hash(o.Secret)
}

func (o Owner) nobody() bool { return o.UserID == ident.Nil && o.Secret == "" }

// cartSQL reads a cart with its lines and what its checkout hold keeps of each.
const cartSQL = `
SELECT c.id, h.id, l.variant_id, l.quantity, l.seen_price_vnd, coalesce(r.quantity, 0)
FROM carts c
LEFT JOIN cart_lines l ON l.cart_id = c.id
LEFT JOIN checkout_holds h ON h.cart_id = c.id
LEFT JOIN reservations r ON r.hold_id = h.id AND r.variant_id = l.variant_id
WHERE `

const cartOrder = ` ORDER BY l.added_at, l.variant_id`

// load reads a cart. With lock it waits for other writers first and reads in a
// statement of its own afterwards: one statement that did both would show what
// was there before the wait, and two tabs could buy the same cart.
func (s store) load(ctx context.Context, owner Owner, lock bool) (kept, error) {
	if owner.nobody() {
		return kept{}, nil
	}
	if lock {
		id, err := s.lock(ctx, owner)
		if err != nil || id == ident.Nil {
			return kept{}, err
		}
		return s.byID(ctx, id)
	}
	where, key := owner.where()
	return s.read(ctx, cartSQL+where+cartOrder, key)
}

func (s store) byID(ctx context.Context, id ident.ID) (kept, error) {
	return s.read(ctx, cartSQL+"c.id = ?"+cartOrder, id)
}

func (s store) read(ctx context.Context, query string, key any) (k kept, err error) {
	err = s.db.Each(ctx, "read cart", query, []any{key}, func(rows *sql.Rows) error {
		var l stored
		var hold, variant *ident.ID
		var quantity, seen *int64
		if err := rows.Scan(&k.ID, &hold, &variant, &quantity, &seen, &l.Held); err != nil {
			return err
		}
		if hold != nil {
			k.HoldID = *hold
		}
		if variant != nil {
			l.VariantID, l.Quantity, l.Seen = *variant, *quantity, money.VND(*seen)
			k.Lines = append(k.Lines, l)
		}
		return nil
	})
	return k, err
}

// lock finds the owner's cart and keeps other writers out until the transaction ends.
func (s store) lock(ctx context.Context, owner Owner) (id ident.ID, err error) {
	if owner.nobody() {
		return ident.Nil, nil
	}
	where, key := owner.where()
	err = s.db.Each(ctx, "lock cart", `SELECT c.id FROM carts c WHERE `+where+` FOR UPDATE`, []any{key},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

// create opens a cart. For a user another request may have been faster: then
// that cart is locked and returned.
func (s store) create(ctx context.Context, owner Owner, now time.Time) (id ident.ID, secret string, err error) {
	id = ident.New()
	if owner.UserID == ident.Nil {
		secret = ident.Secret()
		_, err = s.db.Exec(ctx, "open cart", `INSERT INTO carts (id, token_hash, created_at, updated_at) VALUES (?, ?, ?, ?)`,
			id, ident.Hash(secret), now, now)
		return id, secret, err
	}
	n, err := s.db.Exec(ctx, "open cart", `INSERT INTO carts (id, user_id, created_at, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (user_id) DO NOTHING`,
		id, owner.UserID, now, now)
	if err == nil && n == 0 {
		id, err = s.lock(ctx, owner)
	}
	return id, "", err
}

func (s store) putLine(ctx context.Context, id, variantID ident.ID, quantity int64, seen money.VND, now time.Time) error {
	_, err := s.db.Exec(ctx, "put into cart", `
WITH touched AS (UPDATE carts SET updated_at = ? WHERE id = ?)
INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price_vnd, added_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = EXCLUDED.quantity, seen_price_vnd = EXCLUDED.seen_price_vnd`,
		now, id, id, variantID, quantity, seen, now)
	return err
}

func (s store) deleteLine(ctx context.Context, id, variantID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "take out of cart", `
WITH touched AS (UPDATE carts SET updated_at = ? WHERE id = ?)
DELETE FROM cart_lines WHERE cart_id = ? AND variant_id = ?`, now, id, id, variantID)
	return err
}

func (s store) deleteLines(ctx context.Context, id ident.ID) error {
	_, err := s.db.Exec(ctx, "empty cart", `DELETE FROM cart_lines WHERE cart_id = ?`, id)
	return err
}

func (s store) giveTo(ctx context.Context, id, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "give cart to account", `UPDATE carts SET user_id = ?, token_hash = NULL WHERE id = ?`, userID, id)
	return err
}

// merge moves lines over and leaves the guest's cart empty; its hold, if any,
// runs out by itself.
func (s store) merge(ctx context.Context, from, to ident.ID, now time.Time) error {
	if _, err := s.db.Exec(ctx, "merge carts", `
INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price_vnd, added_at)
SELECT ?, variant_id, quantity, seen_price_vnd, added_at FROM cart_lines WHERE cart_id = ?
ORDER BY added_at LIMIT greatest(0, ? - (SELECT count(*) FROM cart_lines WHERE cart_id = ?))
ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = greatest(cart_lines.quantity, EXCLUDED.quantity)`,
		to, from, MaxLines, to); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "leave guest cart", `
WITH touched AS (UPDATE carts SET updated_at = ? WHERE id = ?)
DELETE FROM cart_lines WHERE cart_id = ?`, now, to, from)
	return err
}

type seenRow struct {
	ID    ident.ID  `json:"id"`
	Price money.VND `json:"price"`
}

func (s store) markSeen(ctx context.Context, id ident.ID, seen map[ident.ID]money.VND) error {
	rows := make([]seenRow, 0, len(seen))
	for variant, price := range seen {
		rows = append(rows, seenRow{ID: variant, Price: price})
	}
	_, err := s.db.Exec(ctx, "mark prices seen", `
UPDATE cart_lines l SET seen_price_vnd = x.price FROM json_to_recordset(?::json) AS x(id uuid, price bigint)
WHERE l.cart_id = ? AND l.variant_id = x.id`, db.JSON{V: rows}, id)
	return err
}

func (s store) sweep(ctx context.Context, before time.Time) error {
	_, err := s.db.Exec(ctx, "sweep old carts", `
DELETE FROM carts c WHERE c.token_hash IS NOT NULL AND c.updated_at < ?
  AND NOT EXISTS (SELECT 1 FROM checkout_holds h WHERE h.cart_id = c.id)`, before)
	return err
}
