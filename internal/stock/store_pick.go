package stock

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// lockClaims reads what order lines were promised and keeps other writers out.
func (s store) lockClaims(ctx context.Context, lineIDs []ident.ID) ([]Allocation, error) {
	var out []Allocation
	err := s.db.Each(ctx, "lock reservations", `
SELECT order_line_id, variant_id, quantity FROM reservations WHERE order_line_id = ANY(?::uuid[]) ORDER BY id FOR UPDATE`,
		[]any{db.IDs(lineIDs)}, func(rows *sql.Rows) error {
			var a Allocation
			err := rows.Scan(&a.OrderLineID, &a.VariantID, &a.Quantity)
			out = append(out, a)
			return err
		})
	return out, err
}

// pick lays what lines still want and what good lots have free, each variant's end to
// end, on one scale: where they overlap, the line takes from the lot. It returns what
// could not be had.
func (s store) pick(ctx context.Context, lineIDs []ident.ID, today, now time.Time) ([]Shortage, error) {
	var short []Shortage
	day := today.Format(time.DateOnly)
	err := s.db.Each(ctx, "pick lots", `
WITH claims AS (
    SELECT r.order_line_id AS line, r.variant_id, r.quantity - coalesce((
        SELECT sum(x.quantity) FROM order_line_lots x WHERE x.order_line_id = r.order_line_id AND x.shipped_at IS NULL), 0)::bigint AS open
    FROM reservations r WHERE r.order_line_id = ANY(?::uuid[])),
want AS (
    SELECT line, variant_id, open, (sum(open) OVER (PARTITION BY variant_id ORDER BY line) - open)::bigint AS lo FROM claims WHERE open > 0),
good AS (
    SELECT l.id, l.variant_id, l.on_hand - l.picked AS free,
        (sum(l.on_hand - l.picked) OVER (PARTITION BY l.variant_id ORDER BY `+fefo+`) - (l.on_hand - l.picked))::bigint AS lo
    FROM lots l WHERE l.variant_id IN (SELECT variant_id FROM want) AND l.on_hand > l.picked AND (`+bad+`) IS NOT TRUE),
part AS (
    SELECT w.line, g.id AS lot, w.variant_id, least(w.lo + w.open, g.lo + g.free) - greatest(w.lo, g.lo) AS quantity
    FROM want w JOIN good g USING (variant_id) WHERE least(w.lo + w.open, g.lo + g.free) > greatest(w.lo, g.lo)),
put AS (
    INSERT INTO order_line_lots (order_line_id, lot_id, variant_id, quantity, picked_at)
    SELECT line, lot, variant_id, quantity, ? FROM part
    ON CONFLICT (order_line_id, lot_id) DO UPDATE SET quantity = order_line_lots.quantity + excluded.quantity)
SELECT w.variant_id, sum(w.open)::bigint, coalesce((SELECT sum(p.quantity) FROM part p WHERE p.variant_id = w.variant_id), 0)::bigint AS had
FROM want w GROUP BY w.variant_id
HAVING sum(w.open) > coalesce((SELECT sum(p.quantity) FROM part p WHERE p.variant_id = w.variant_id), 0)`,
		[]any{db.IDs(lineIDs), day, now}, func(rows *sql.Rows) error {
			var x Shortage
			err := rows.Scan(&x.VariantID, &x.Wanted, &x.Available)
			short = append(short, x)
			return err
		})
	return short, err
}

type replaceRow struct {
	Line      ident.ID `json:"line"`
	VariantID ident.ID `json:"variant_id"`
	Quantity  int64    `json:"quantity"`
}

// replace picks good lots for goods that are sent at once, without a claim, and returns
// how much of each lot goes.
func (s store) replace(ctx context.Context, list []Allocation, today, now time.Time) ([]moveRow, error) {
	rows := make([]replaceRow, len(list))
	for i, a := range list {
		rows[i] = replaceRow{Line: a.OrderLineID, VariantID: a.VariantID, Quantity: a.Quantity}
	}
	var out []moveRow
	err := s.db.Each(ctx, "pick lots for a replacement", `
WITH want AS (
    SELECT line, variant_id, quantity AS open, (sum(quantity) OVER (PARTITION BY variant_id ORDER BY line) - quantity)::bigint AS lo
    FROM json_to_recordset(?::json) AS x(line uuid, variant_id uuid, quantity bigint)),
good AS (
    SELECT l.id, l.variant_id, l.on_hand - l.picked AS free,
        (sum(l.on_hand - l.picked) OVER (PARTITION BY l.variant_id ORDER BY `+fefo+`) - (l.on_hand - l.picked))::bigint AS lo
    FROM lots l WHERE l.variant_id IN (SELECT variant_id FROM want) AND l.on_hand > l.picked AND (`+bad+`) IS NOT TRUE),
part AS (
    SELECT w.line, g.id AS lot, w.variant_id, least(w.lo + w.open, g.lo + g.free) - greatest(w.lo, g.lo) AS quantity
    FROM want w JOIN good g USING (variant_id) WHERE least(w.lo + w.open, g.lo + g.free) > greatest(w.lo, g.lo)),
put AS (
    INSERT INTO order_line_lots (order_line_id, lot_id, variant_id, quantity, picked_at, shipped_at)
    SELECT line, lot, variant_id, quantity, ?, ? FROM part
    ON CONFLICT (order_line_id, lot_id) DO UPDATE SET quantity = order_line_lots.quantity + excluded.quantity)
SELECT variant_id, lot, sum(quantity)::bigint FROM part GROUP BY 1, 2 ORDER BY 1, 2`,
		[]any{db.JSON{V: rows}, today.Format(time.DateOnly), now, now}, scanMoves(&out))
	return out, err
}

// unpickBad gives back what lines that are not shipped have of expired and recalled lots.
func (s store) unpickBad(ctx context.Context, variantIDs []ident.ID, today time.Time) error {
	_, err := s.db.Exec(ctx, "unpick bad lots", `
DELETE FROM order_line_lots x USING lots l
WHERE l.id = x.lot_id AND x.shipped_at IS NULL AND l.variant_id = ANY(?::uuid[]) AND l.picked > 0 AND `+bad,
		db.IDs(variantIDs), today.Format(time.DateOnly))
	return err
}

// trimPicks lowers what lines picked to what they still claim; what would have left
// last is given back first.
func (s store) trimPicks(ctx context.Context, lineIDs []ident.ID) error {
	_, err := s.db.Exec(ctx, "give back picked goods", `
WITH ranked AS (
    SELECT x.order_line_id, x.lot_id, coalesce(r.quantity, 0) AS want,
        (sum(x.quantity) OVER (PARTITION BY x.order_line_id ORDER BY `+fefo+`) - x.quantity)::bigint AS lo
    FROM order_line_lots x JOIN lots l ON l.id = x.lot_id LEFT JOIN reservations r ON r.order_line_id = x.order_line_id
    WHERE x.order_line_id = ANY(?::uuid[]) AND x.shipped_at IS NULL),
gone AS (
    DELETE FROM order_line_lots x USING ranked k WHERE x.order_line_id = k.order_line_id AND x.lot_id = k.lot_id AND k.want <= k.lo)
UPDATE order_line_lots x SET quantity = k.want - k.lo FROM ranked k
WHERE x.order_line_id = k.order_line_id AND x.lot_id = k.lot_id AND k.want > k.lo AND x.quantity > k.want - k.lo`, db.IDs(lineIDs))
	return err
}

// shipPicks marks what lines picked as gone, and returns how much of each lot.
func (s store) shipPicks(ctx context.Context, lineIDs []ident.ID, now time.Time) ([]moveRow, error) {
	var out []moveRow
	err := s.db.Each(ctx, "ship picked goods", `
WITH gone AS (
    UPDATE order_line_lots SET shipped_at = ? WHERE order_line_id = ANY(?::uuid[]) AND shipped_at IS NULL RETURNING variant_id, lot_id, quantity)
SELECT variant_id, lot_id, sum(quantity)::bigint FROM gone GROUP BY 1, 2 ORDER BY 1, 2`, []any{now, db.IDs(lineIDs)}, scanMoves(&out))
	return out, err
}

// returnPicks marks what came back of lines, and returns how much of each lot.
func (s store) returnPicks(ctx context.Context, list []Allocation) ([]moveRow, error) {
	rows := make([]lineRow, len(list))
	for i, a := range list {
		rows[i] = lineRow{ID: a.OrderLineID, Quantity: a.Quantity}
	}
	var out []moveRow
	err := s.db.Each(ctx, "take back shipped goods", `
WITH back AS (SELECT * FROM json_to_recordset(?::json) AS x(id uuid, quantity bigint)),
room AS (
    SELECT x.order_line_id, x.lot_id, x.quantity - x.returned AS room, b.quantity AS want,
        (sum(x.quantity - x.returned) OVER (PARTITION BY x.order_line_id ORDER BY x.lot_id) - (x.quantity - x.returned))::bigint AS lo
    FROM order_line_lots x JOIN back b ON b.id = x.order_line_id WHERE x.shipped_at IS NOT NULL)
UPDATE order_line_lots x SET returned = x.returned + least(r.room, r.want - r.lo) FROM room r
WHERE x.order_line_id = r.order_line_id AND x.lot_id = r.lot_id AND r.room > 0 AND r.want > r.lo
RETURNING x.variant_id, x.lot_id, least(r.room, r.want - r.lo)`, []any{db.JSON{V: rows}}, scanMoves(&out))
	return out, err
}

// toWithhold says how much of each bad lot can leave what is on hand: what no order
// picked, as far as the variant has goods that are not promised.
func (s store) toWithhold(ctx context.Context, variantIDs []ident.ID, today time.Time) ([]moveRow, error) {
	var out []moveRow
	err := s.db.Each(ctx, "choose goods to withhold", `
SELECT variant_id, id, least(there, free - lo) FROM (
    SELECT l.variant_id, l.id, l.on_hand - l.picked AS there, s.on_hand - s.reserved AS free,
        (sum(l.on_hand - l.picked) OVER (PARTITION BY l.variant_id ORDER BY l.recalled_at IS NULL, `+fefo+`) - (l.on_hand - l.picked))::bigint AS lo
    FROM lots l JOIN stock_items s ON s.variant_id = l.variant_id
    WHERE l.variant_id = ANY(?::uuid[]) AND l.on_hand > l.picked AND `+bad+`) x
WHERE free > lo`, []any{db.IDs(variantIDs), today.Format(time.DateOnly)}, scanMoves(&out))
	for i := range out {
		out[i].Held, out[i].Delta, out[i].Reason = out[i].Delta, -out[i].Delta, "withhold"
	}
	return out, err
}

func (s store) ids(ctx context.Context, doing, query string, args ...any) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, doing, query, args, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

// unsellable lists those of the variants with goods on hand in expired or recalled lots.
func (s store) unsellable(ctx context.Context, variantIDs []ident.ID, today time.Time) ([]ident.ID, error) {
	return s.ids(ctx, "find bad lots", `SELECT DISTINCT l.variant_id FROM lots l WHERE l.variant_id = ANY(?::uuid[]) AND l.on_hand > 0 AND `+bad,
		db.IDs(variantIDs), today.Format(time.DateOnly))
}

// variantsToSettle pages through the variants with goods on hand in bad lots that can
// leave: not promised, or picked.
func (s store) variantsToSettle(ctx context.Context, after ident.ID, limit int, today time.Time) ([]ident.ID, error) {
	day := today.Format(time.DateOnly)
	return s.ids(ctx, "find variants with bad lots", `
SELECT variant_id FROM (
    SELECT l.variant_id FROM lots l WHERE l.on_hand > 0 AND l.expires_on IS NOT NULL AND l.expires_on < ?::date
    UNION SELECT l.variant_id FROM lots l WHERE l.on_hand > 0 AND l.recalled_at IS NOT NULL) x
WHERE variant_id > ? ORDER BY variant_id LIMIT ?`, day, after, limit)
}
