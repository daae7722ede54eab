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

type openRow struct {
	ID     ident.ID `json:"id"`
	LotID  ident.ID `json:"lot"`
	OnHand int64    `json:"on_hand"`
}

// openAll writes stock, its loose lots and their first moves at once.
func (s store) openAll(ctx context.Context, rows []openRow, actorID ident.ID, note string, now time.Time) error {
	_, err := s.db.Exec(ctx, "open stock with goods", `
WITH x AS (SELECT * FROM json_to_recordset(?::json) AS x(id uuid, lot uuid, on_hand bigint)),
opened AS (
    INSERT INTO stock_items (variant_id, on_hand, version, updated_at) SELECT id, on_hand, 1, ? FROM x ORDER BY id),
loose AS (
    INSERT INTO lots (id, variant_id, code, loose, created_at, updated_at) SELECT lot, id, ?, true, ?, ? FROM x)
INSERT INTO stock_moves (variant_id, lot_id, delta, reason, note, actor_id, at) SELECT id, lot, on_hand, 'opening', ?, ?, ? FROM x`,
		db.JSON{V: rows}, now, LooseCode, now, now, note, orNull(actorID), now)
	if db.Constraint(err) == "capacity_periods_shelved_ck" {
		return ErrOverAllotment
	}
	return err
}

func (s store) countAll(ctx context.Context, rows []countRow, actorID ident.ID, note string, now time.Time) error {
	var moves []moveRow
	var less []lineRow
	reasons := map[ident.ID]string{}
	for _, r := range rows {
		reasons[r.ID] = r.Reason
		if r.Delta > 0 {
			moves = append(moves, moveRow{VariantID: r.ID, Delta: r.Delta})
		} else {
			less = append(less, lineRow{ID: r.ID, Quantity: -r.Delta})
		}
	}
	taken, err := s.takeFrom(ctx, less)
	if err != nil {
		return err
	}
	moves = append(moves, taken...)
	for i := range moves {
		moves[i].Reason, moves[i].ActorID, moves[i].Note = reasons[moves[i].VariantID], orNull(actorID), note
	}
	return s.move(ctx, moves, now)
}
