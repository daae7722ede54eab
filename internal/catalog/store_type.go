package catalog

import (
	"context"
	"database/sql"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s *store) types(ctx context.Context) ([]Type, error) {
	var out []Type
	err := s.db.Each(ctx, "read product types", `SELECT code, name_vi, name_en, unit, unit_weight_g FROM product_types ORDER BY position, code`, nil,
		func(rows *sql.Rows) error {
			var t Type
			err := rows.Scan(&t.Code, &t.Name.VI, &t.Name.EN, &t.Unit, &t.UnitWeightG)
			out = append(out, t)
			return err
		})
	return out, err
}

func (s *store) bulkProducts(ctx context.Context, ids []ident.ID) (map[ident.ID]BulkProduct, error) {
	out := map[ident.ID]BulkProduct{}
	err := s.db.Each(ctx, "read bulk products", `
SELECT id, org_id, coalesce(type_code, ''), name_vi, name_en, slug FROM products WHERE id = ANY(?::uuid[]) AND status <> 'archived'`,
		[]any{db.IDs(ids)}, func(rows *sql.Rows) error {
			var p BulkProduct
			err := rows.Scan(&p.ID, &p.OrgID, &p.TypeCode, &p.Name.VI, &p.Name.EN, &p.Slug)
			out[p.ID] = p
			return err
		})
	return out, err
}

func (s *store) mapToType(ctx context.Context, slug, typeCode string) error {
	_, err := s.db.Exec(ctx, "map a product to its type",
		`UPDATE products SET type_code = ? WHERE slug = ? AND type_code IS DISTINCT FROM ?`, typeCode, slug, typeCode)
	if db.Constraint(err) == "products_type_code_fkey" {
		return ErrTypeUnknown
	}
	return err
}
