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

// contractOf is the contract of a demand's award; ident.Nil: none.
func (s store) contractOf(ctx context.Context, demandID ident.ID) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find the contract of an award", `SELECT id FROM contracts WHERE demand_id = ? ORDER BY created_at DESC LIMIT 1`,
		[]any{demandID}, func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

// rounds counts the answers of a firm's negotiations.
func (s store) rounds(ctx context.Context, orgID, demandID ident.ID, limit int) ([]Round, error) {
	out := []Round{}
	err := s.db.Each(ctx, "list negotiations", `
SELECT n.demand_id, n.buyer_org_id, n.revision, n.answer_by, n.sealed, n.extended, n.status, n.version, d.code, d.title,
  count(o.id), count(o.id) FILTER (WHERE o.status = 'invited'), count(o.id) FILTER (WHERE o.status IN ('accepted', 'countered', 'awarded')),
  count(o.id) FILTER (WHERE o.status IN ('declined', 'lapsed')),
  (SELECT c.id FROM contracts c WHERE c.demand_id = n.demand_id ORDER BY c.created_at DESC LIMIT 1)
FROM negotiations n JOIN demands d ON d.id = n.demand_id LEFT JOIN offers o ON o.demand_id = n.demand_id
WHERE n.buyer_org_id = ? AND (?::uuid = '00000000-0000-0000-0000-000000000000' OR n.demand_id = ?)
GROUP BY n.demand_id, d.id ORDER BY n.status <> 'open', n.answer_by, n.demand_id LIMIT ?`,
		[]any{orgID, demandID, demandID, limit}, func(rows *sql.Rows) error {
			var r Round
			var contract *ident.ID
			err := rows.Scan(&r.DemandID, &r.BuyerOrgID, &r.Revision, &r.AnswerBy, &r.Sealed, &r.Extended, &r.Status, &r.Version, &r.Code, &r.Title,
				&r.Asked, &r.Waiting, &r.Standing, &r.Declined, &contract)
			if contract != nil {
				r.ContractID = *contract
			}
			out = append(out, r)
			return err
		})
	return out, err
}
