package contract

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
)

func (s store) ofDemand(ctx context.Context, orgID, demandID ident.ID) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find contract of a demand", `
SELECT c.id FROM contracts c
WHERE c.demand_id = ? AND (c.buyer_org_id = ? OR c.document > 0 AND EXISTS (SELECT 1 FROM contract_shares s WHERE s.contract_id = c.id AND s.org_id = ?))
ORDER BY c.created_at, c.id`, []any{demandID, orgID, orgID}, func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}
