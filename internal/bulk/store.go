package bulk

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// store reads across capabilities; the flow owns no table.
type store struct{ db *db.DB }

// people returns names by id; ident.Nil is nobody.
func (s store) people(ctx context.Context, ids []ident.ID) (map[ident.ID]string, error) {
	out := map[ident.ID]string{}
	err := s.db.Each(ctx, "read names", `SELECT id, full_name FROM users WHERE id = ANY(ARRAY(SELECT unnest(?::uuid[])))`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error {
			var id ident.ID
			var name string
			err := rows.Scan(&id, &name)
			out[id] = name
			return err
		})
	return out, err
}

func (s store) programmeName(ctx context.Context, id ident.ID, lang string) (name string, err error) {
	if id == ident.Nil {
		return "", nil
	}
	var vi, en string
	err = s.db.Each(ctx, "read programme's name", `SELECT name_vi, name_en FROM linkage_programmes WHERE id = ?`, []any{id},
		func(rows *sql.Rows) error { return rows.Scan(&vi, &en) })
	if lang == "en" && en != "" {
		return en, err
	}
	return vi, err
}

// openUses lists what a firm owes, oldest first.
func (s store) openUses(ctx context.Context, orgID ident.ID) ([]OpenUse, error) {
	var out []OpenUse
	err := s.db.Each(ctx, "read what a firm owes", `
SELECT o.id, o.purchase_id, o.code, g.short_name, o.status, u.amount_vnd, o.placed_at
FROM credit_uses u JOIN orders o ON o.id = u.order_id JOIN organisations g ON g.id = o.org_id
WHERE u.org_id = ? AND u.state = 'open' ORDER BY u.created_at, o.code LIMIT 1000`, []any{orgID}, func(rows *sql.Rows) error {
		var u OpenUse
		err := rows.Scan(&u.OrderID, &u.PurchaseID, &u.Code, &u.CooperativeName, &u.Status, &u.Amount, &u.PlacedAt)
		out = append(out, u)
		return err
	})
	return out, err
}
