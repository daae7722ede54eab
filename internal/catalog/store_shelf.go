package catalog

import (
	"context"
	"database/sql"
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

const forSale = `p.status = 'listed' AND o.status = 'verified' AND NOT v.archived AND NOT p.quote_only AND v.price_vnd > 0`

func (s *store) shelf(ctx context.Context, productIDs []ident.ID) ([]ShelfItem, error) {
	query, args := `
SELECT v.id, p.id, v.sku, p.name_vi, p.name_en, v.name_vi, v.name_en, v.unit
FROM products p JOIN organisations o ON o.id = p.org_id JOIN variants v ON v.product_id = p.id
WHERE `+forSale, []any{}
	if productIDs != nil {
		query, args = query+` AND p.id = ANY(ARRAY(SELECT unnest(?::uuid[])))`, append(args, db.IDs(productIDs))
	}
	var out []ShelfItem
	err := s.db.Each(ctx, "read the shelf", query+` ORDER BY p.id, v.position, v.id`, args, func(rows *sql.Rows) error {
		var i ShelfItem
		err := rows.Scan(&i.VariantID, &i.ProductID, &i.SKU, &i.ProductName.VI, &i.ProductName.EN, &i.VariantName.VI, &i.VariantName.EN, &i.Unit)
		out = append(out, i)
		return err
	})
	return out, err
}

func (s *store) bySKU(ctx context.Context, sku string) (id ident.ID, found bool, err error) {
	err = s.db.Each(ctx, "find a variant by its code", `
SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id JOIN organisations o ON o.id = p.org_id
WHERE v.sku = ? AND `+forSale, []any{strings.ToUpper(strings.TrimSpace(sku))}, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(&id)
	})
	return id, found, err
}
