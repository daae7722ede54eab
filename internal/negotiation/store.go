package negotiation

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// stars are the best OCOP stars of cooperatives' listed products of some types that hold on a day.
func (s store) stars(ctx context.Context, orgs []ident.ID, types []string, day time.Time) (map[ident.ID]int, error) {
	out := map[ident.ID]int{}
	err := s.db.Each(ctx, "read stars of cooperatives", `
SELECT org_id, max(ocop_stars) FROM products
WHERE org_id = ANY(?::uuid[]) AND ocop_stars > 0 AND ocop_expires_on >= ?::date AND type_code = ANY(ARRAY(SELECT json_array_elements_text(?::json)))
GROUP BY 1`, []any{db.IDs(orgs), day.Format(time.DateOnly), db.JSON{V: types}}, func(rows *sql.Rows) error {
		var id ident.ID
		var n int
		err := rows.Scan(&id, &n)
		out[id] = n
		return err
	})
	return out, err
}

// partners names the cooperatives of some capacities, in the order of the names.
func (s store) partners(ctx context.Context, stocks map[ident.ID][]Stock) ([]Partner, error) {
	ids := make([]ident.ID, 0, len(stocks))
	for id := range stocks {
		ids = append(ids, id)
	}
	out := []Partner{}
	err := s.db.Each(ctx, "name cooperatives", `SELECT id, short_name FROM organisations WHERE id = ANY(?::uuid[]) ORDER BY short_name, id`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error {
			var p Partner
			err := rows.Scan(&p.OrgID, &p.Name)
			p.Capacities = stocks[p.OrgID]
			out = append(out, p)
			return err
		})
	return out, err
}
