package stock

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type countRow struct {
	ID     ident.ID `json:"id"`
	Delta  int64    `json:"delta"`
	Reason string   `json:"reason"`
}

func (s store) lockLevels(ctx context.Context, variantIDs []ident.ID, now time.Time) (map[ident.ID]Level, error) {
	if _, err := s.db.Exec(ctx, "open stock", `
INSERT INTO stock_items (variant_id, on_hand, version, updated_at)
SELECT id, 0, 0, ? FROM unnest(?::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING`, now, db.IDs(variantIDs)); err != nil {
		return nil, err
	}
	out := make(map[ident.ID]Level, len(variantIDs))
	err := s.db.Each(ctx, "lock stock",
		`SELECT variant_id, on_hand, reserved, version FROM stock_items WHERE variant_id = ANY(?::uuid[]) ORDER BY variant_id FOR UPDATE`,
		[]any{db.IDs(variantIDs)}, func(rows *sql.Rows) error {
			var l Level
			err := rows.Scan(&l.VariantID, &l.OnHand, &l.Reserved, &l.Version)
			out[l.VariantID] = l
			return err
		})
	return out, err
}

func (s store) countAll(ctx context.Context, rows []countRow, actorID ident.ID, note string, now time.Time) error {
	_, err := s.db.Exec(ctx, "record counts", `
WITH x AS (SELECT * FROM json_to_recordset(?::json) AS x (id uuid, delta bigint, reason text)),
moved AS (
    INSERT INTO stock_moves (variant_id, delta, reason, actor_id, note, at) SELECT x.id, x.delta, x.reason, ?, ?, ? FROM x)
UPDATE stock_items s SET on_hand = s.on_hand + x.delta, version = s.version + 1, updated_at = ? FROM x WHERE s.variant_id = x.id`,
		db.JSON{V: rows}, orNull(actorID), note, now, now)
	if db.Constraint(err) == "capacity_periods_shelved_ck" {
		return ErrOverAllotment
	}
	return err
}

func (s store) replace(ctx context.Context, lines []Line, orderID, actorID ident.ID, note string, now time.Time) error {
	_, err := s.db.Exec(ctx, "take goods for a replacement", `
WITH x AS (SELECT * FROM json_to_recordset(?::json) AS x (id uuid, quantity bigint)),
moved AS (
    INSERT INTO stock_moves (variant_id, delta, reason, order_id, actor_id, note, at) SELECT x.id, -x.quantity, 'ship', ?, ?, ?, ? FROM x)
UPDATE stock_items s SET on_hand = s.on_hand - x.quantity, version = s.version + 1, updated_at = ? FROM x WHERE s.variant_id = x.id`,
		db.JSON{V: lineRows(lines)}, orderID, orNull(actorID), note, now, now)
	return err
}
