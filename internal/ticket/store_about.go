package ticket

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// product finds goods by their address, also those no longer on the shelf.
func (s store) product(ctx context.Context, slug string) (id, orgID ident.ID, name string, found bool, err error) {
	err = s.db.Each(ctx, "find product", `SELECT id, org_id, name_vi FROM products WHERE slug = ? AND status <> 'draft'`, []any{slug}, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(&id, &orgID, &name)
	})
	return id, orgID, name, found, err
}

func (s store) seller(ctx context.Context, slug string) (id ident.ID, name string, found bool, err error) {
	err = s.db.Each(ctx, "find seller", `SELECT id, short_name FROM organisations WHERE slug = ? AND kind = 'cooperative' AND status <> 'pending'`,
		[]any{slug}, func(rows *sql.Rows) error {
			found = true
			return rows.Scan(&id, &name)
		})
	return id, name, found, err
}

// purchase finds by an order's or a purchase's code; whose it is only where that is one
// and has the order: not before its money has come.
func (s store) purchase(ctx context.Context, code string) (orgID ident.ID, found bool, err error) {
	err = s.db.Each(ctx, "find order", `
SELECT CASE WHEN o.offered_at IS NULL THEN '00000000-0000-0000-0000-000000000000'::uuid ELSE o.org_id END FROM orders o JOIN purchases p ON p.id = o.purchase_id WHERE o.code = ? OR p.code = ? LIMIT 2`, []any{code, code}, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		if orgID = id; found {
			orgID = ident.Nil
		}
		found = true
		return err
	})
	return orgID, found, err
}

func (s store) insertTakedown(ctx context.Context, d Takedown, by ident.ID) (fresh bool, err error) {
	n, err := s.db.Exec(ctx, "write take-down", `
INSERT INTO product_takedowns (id, product_id, org_id, reason, words, by_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (product_id) WHERE lifted_at IS NULL DO NOTHING`, d.ID, d.ProductID, d.OrgID, d.Reason, d.Words, by, d.At)
	return n == 1, err
}

func (s store) lift(ctx context.Context, id, by ident.ID, words string, at time.Time) (fresh bool, err error) {
	n, err := s.db.Exec(ctx, "lift take-down", `UPDATE product_takedowns SET lifted_by = ?, lifted_at = ?, lift_words = ? WHERE id = ? AND lifted_at IS NULL`,
		by, at, words, id)
	return n == 1, err
}

func (s store) setObjection(ctx context.Context, id, ticketID ident.ID) error {
	_, err := s.db.Exec(ctx, "note objection", `UPDATE product_takedowns SET ticket_id = ? WHERE id = ?`, ticketID, id)
	return err
}

func (s store) lockTakedown(ctx context.Context, id, orgID ident.ID) (Takedown, error) {
	if _, err := s.db.Exec(ctx, "lock take-down", `SELECT 1 FROM product_takedowns WHERE id = ? FOR UPDATE`, id); err != nil {
		return Takedown{}, err
	}
	return s.takedown(ctx, `d.id = ? AND d.org_id = ?`, id, orgID)
}

func (s store) takedown(ctx context.Context, where string, args ...any) (Takedown, error) {
	found, err := s.takedowns(ctx, where, args...)
	if err == nil && len(found) == 0 {
		return Takedown{}, ErrTakedownNotFound
	}
	if err != nil {
		return Takedown{}, err
	}
	return found[0], nil
}

func (s store) takedowns(ctx context.Context, where string, args ...any) ([]Takedown, error) {
	var out []Takedown
	err := s.db.Each(ctx, "read take-downs", `
SELECT d.id, d.product_id, p.name_vi, p.slug, d.org_id, o.short_name, d.reason, d.words, d.at, d.lifted_at, d.lift_words, d.ticket_id
FROM product_takedowns d JOIN products p ON p.id = d.product_id JOIN organisations o ON o.id = d.org_id
WHERE `+where+` ORDER BY d.at DESC, d.id DESC LIMIT 200`, args, func(rows *sql.Rows) error {
		var d Takedown
		var lifted sql.NullTime
		var ticket *ident.ID
		err := rows.Scan(&d.ID, &d.ProductID, &d.ProductName, &d.ProductSlug, &d.OrgID, &d.OrgName, &d.Reason, &d.Words, &d.At, &lifted, &d.LiftWords, &ticket)
		d.At = d.At.UTC()
		if lifted.Valid {
			d.LiftedAt = lifted.Time.UTC()
		}
		if ticket != nil {
			d.TicketID = *ticket
		}
		out = append(out, d)
		return err
	})
	return out, err
}
