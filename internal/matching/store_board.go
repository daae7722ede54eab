package matching

import (
	"context"
	"database/sql"
	"time"
)

func (s store) supplyBoard(ctx context.Context, typeCode string, first, last time.Time) ([]SupplyCell, error) {
	var out []SupplyCell
	err := s.db.Each(ctx, "read supply board", `
SELECT c.type_code, date_trunc('month', p.starts_on)::date, c.pickup_commune, sum(p.declared), sum(p.retail), sum(p.promised), count(DISTINCT c.org_id)
FROM capacity_periods p JOIN capacities c ON c.id = p.capacity_id JOIN organisations o ON o.id = c.org_id
WHERE c.status = 'open' AND o.status = 'verified' AND p.starts_on BETWEEN ?::date AND ?::date AND (? = '' OR c.type_code = ?)
GROUP BY 1, 2, 3 HAVING sum(p.declared) > 0 ORDER BY 1, 2, 3`,
		[]any{first.Format(time.DateOnly), last.Format(time.DateOnly), typeCode, typeCode}, func(rows *sql.Rows) error {
			var c SupplyCell
			err := rows.Scan(&c.TypeCode, &c.Month, &c.CommuneCode, &c.Declared, &c.Retail, &c.Promised, &c.Suppliers)
			out = append(out, c)
			return err
		})
	return out, err
}
