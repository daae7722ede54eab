package stock

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// reservationRow is one claim; exactly one of HoldID and OrderLineID is set.
type reservationRow struct {
	ID          ident.ID  `json:"id"`
	VariantID   ident.ID  `json:"variant_id"`
	Quantity    int64     `json:"quantity"`
	HoldID      *ident.ID `json:"hold_id"`
	OrderLineID *ident.ID `json:"order_line_id"`
}

type lineRow struct {
	ID       ident.ID `json:"id"`
	Quantity int64    `json:"quantity"`
}

func lineRows(lines []Line) []lineRow {
	out := make([]lineRow, len(lines))
	for i, l := range lines {
		out[i] = lineRow{ID: l.VariantID, Quantity: l.Quantity}
	}
	return out
}

// addReservedSQL locks the rows in id order, then changes those that have
// enough. A row changed by another meanwhile is read again by its lock, and only by it:
// PostgreSQL checks constraints on what the statement's snapshot saw before it notices
// a newer version, so every figure of the new row is the locked one's.
const addReservedSQL = `
WITH want AS (SELECT * FROM json_to_recordset(?::json) AS x(id uuid, quantity bigint)),
locked AS (
    SELECT s.variant_id, w.quantity, s.on_hand, s.reserved, s.version
    FROM stock_items s JOIN want w ON w.id = s.variant_id
    ORDER BY s.variant_id
    FOR UPDATE OF s)
UPDATE stock_items s SET on_hand = l.on_hand, reserved = l.reserved + l.quantity, version = l.version + 1, updated_at = ?
FROM locked l
WHERE s.variant_id = l.variant_id AND l.quantity <= l.on_hand - l.reserved`

func (s store) addReserved(ctx context.Context, delta []Line, now time.Time) (int64, error) {
	return s.db.Exec(ctx, "reserve stock", addReservedSQL, db.JSON{V: lineRows(delta)}, now)
}

func (s store) insertReservations(ctx context.Context, rows []reservationRow, now time.Time) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "record reservations", `
INSERT INTO reservations (id, variant_id, quantity, hold_id, order_line_id, created_at)
SELECT x.id, x.variant_id, x.quantity, x.hold_id, x.order_line_id, ?
FROM json_to_recordset(?::json) AS x(id uuid, variant_id uuid, quantity bigint, hold_id uuid, order_line_id uuid)`,
		now, db.JSON{V: rows})
	return err
}

func scanLines(into *[]Line) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var l Line
		if err := rows.Scan(&l.VariantID, &l.Quantity); err != nil {
			return err
		}
		*into = append(*into, l)
		return nil
	}
}

// takeHold deletes the claims of a hold and returns them.
func (s store) takeHold(ctx context.Context, holdID ident.ID) ([]Line, error) {
	var out []Line
	err := s.db.Each(ctx, "take over a hold",
		`DELETE FROM reservations WHERE hold_id = ? RETURNING variant_id, quantity`, []any{holdID}, scanLines(&out))
	return out, err
}

// takeLines lowers the claims of order lines and returns by how much.
func (s store) takeLines(ctx context.Context, list []Allocation) ([]Line, error) {
	rows := make([]lineRow, len(list))
	for i, a := range list {
		rows[i] = lineRow{ID: a.OrderLineID, Quantity: a.Quantity}
	}
	var out []Line
	err := s.db.Each(ctx, "lower reservations", `
WITH want AS (SELECT * FROM json_to_recordset(?::json) AS x(id uuid, quantity bigint)),
locked AS (
    SELECT r.id, r.variant_id, r.quantity, least(w.quantity, r.quantity) AS give
    FROM reservations r JOIN want w ON w.id = r.order_line_id
    ORDER BY r.id FOR UPDATE OF r),
gone AS (DELETE FROM reservations r USING locked l WHERE r.id = l.id AND l.give = l.quantity),
less AS (UPDATE reservations r SET quantity = r.quantity - l.give FROM locked l WHERE r.id = l.id AND l.give < l.quantity)
SELECT variant_id, give FROM locked`, []any{db.JSON{V: rows}}, scanLines(&out))
	return out, err
}

// dropLines deletes the claims of order lines and returns them.
func (s store) dropLines(ctx context.Context, lineIDs []ident.ID) ([]Line, error) {
	var out []Line
	err := s.db.Each(ctx, "use up reservations",
		`DELETE FROM reservations WHERE order_line_id = ANY(?::uuid[]) RETURNING variant_id, quantity`,
		[]any{db.IDs(lineIDs)}, scanLines(&out))
	return out, err
}

// lock returns the level under a row lock, making the row when there is none
// (Version 0 then tells that it is new).
func (s store) lock(ctx context.Context, variantID ident.ID, now time.Time) (Level, error) {
	l := Level{VariantID: variantID}
	if _, err := s.db.Exec(ctx, "open stock",
		`INSERT INTO stock_items (variant_id, on_hand, version, updated_at) VALUES (?, 0, 0, ?) ON CONFLICT DO NOTHING`,
		variantID, now); err != nil {
		return l, err
	}
	err := s.db.Each(ctx, "lock stock", `SELECT on_hand, reserved, version FROM stock_items WHERE variant_id = ? FOR UPDATE`,
		[]any{variantID}, func(rows *sql.Rows) error { return rows.Scan(&l.OnHand, &l.Reserved, &l.Version) })
	return l, err
}

func (s store) levels(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]Level, error) {
	out := make(map[ident.ID]Level, len(variantIDs))
	err := s.db.Each(ctx, "read stock",
		`SELECT variant_id, on_hand, reserved, version FROM stock_items WHERE variant_id = ANY(?::uuid[])`,
		[]any{db.IDs(variantIDs)}, func(rows *sql.Rows) error {
			var l Level
			err := rows.Scan(&l.VariantID, &l.OnHand, &l.Reserved, &l.Version)
			out[l.VariantID] = l
			return err
		})
	return out, err
}

func (s store) audit(ctx context.Context) ([]Drift, error) {
	var out []Drift
	err := s.db.Each(ctx, "audit stock", `
SELECT s.variant_id, s.on_hand, coalesce(m.total, 0), coalesce(l.total, 0), s.reserved, coalesce(r.total, 0)
FROM stock_items s
LEFT JOIN (SELECT variant_id, sum(delta) AS total FROM stock_moves GROUP BY 1) m USING (variant_id)
LEFT JOIN (SELECT variant_id, sum(on_hand) AS total FROM lots GROUP BY 1) l USING (variant_id)
LEFT JOIN (SELECT variant_id, sum(quantity) AS total FROM reservations GROUP BY 1) r USING (variant_id)
WHERE s.on_hand <> coalesce(m.total, 0) OR s.on_hand <> coalesce(l.total, 0) OR s.reserved <> coalesce(r.total, 0)
ORDER BY s.variant_id`, nil, func(rows *sql.Rows) error {
		var d Drift
		err := rows.Scan(&d.VariantID, &d.OnHand, &d.Moves, &d.Lots, &d.Reserved, &d.Claim)
		out = append(out, d)
		return err
	})
	return out, err
}

// auditLots finds lots that differ from their moves or from what is picked of them, and
// lines that picked more than they claim. Reserved and Claim are what is picked.
func (s store) auditLots(ctx context.Context) ([]Drift, error) {
	var out []Drift
	err := s.db.Each(ctx, "audit lots", `
SELECT l.variant_id, l.id, l.on_hand + l.withheld, coalesce(m.total, 0), l.on_hand, l.picked, coalesce(x.total, 0)
FROM lots l
LEFT JOIN (SELECT lot_id, sum(delta) AS on_hand, sum(held_delta) AS withheld, sum(delta + held_delta) AS total FROM stock_moves GROUP BY 1) m ON m.lot_id = l.id
LEFT JOIN (SELECT lot_id, sum(quantity) AS total, bool_or(too_much) AS too_much FROM (
    SELECT p.lot_id, p.quantity, sum(p.quantity) OVER (PARTITION BY p.order_line_id) > coalesce(r.quantity, 0) AS too_much
    FROM order_line_lots p LEFT JOIN reservations r ON r.order_line_id = p.order_line_id WHERE p.shipped_at IS NULL) p GROUP BY 1) x ON x.lot_id = l.id
WHERE l.on_hand <> coalesce(m.on_hand, 0) OR l.withheld <> coalesce(m.withheld, 0) OR l.picked <> coalesce(x.total, 0) OR x.too_much
ORDER BY l.id`, nil, func(rows *sql.Rows) error {
		var d Drift
		err := rows.Scan(&d.VariantID, &d.LotID, &d.OnHand, &d.Moves, &d.Lots, &d.Reserved, &d.Claim)
		out = append(out, d)
		return err
	})
	return out, err
}

func orNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}
