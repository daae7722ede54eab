package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

const sourcesSQL = `
SELECT p.id, p.quote_only,
  coalesce((SELECT min(v.price_vnd) FROM variants v WHERE v.product_id = p.id AND NOT v.archived AND v.price_vnd > 0), 0),
  (SELECT json_agg(json_build_object('s', x.stars, 'from', x.issued_on, 'to', x.expires_on, 'off', x.revoked_on))
   FROM ocop_certificates x WHERE x.product_id = p.id),
  array_to_json(ARRAY[p.name_vi, p.name_en] || p.aliases),
  array_to_json(ARRAY[o.short_name, o.legal_name] || c.aliases
    || ARRAY[k.name_vi, k.name_en] || k.aliases
    || ARRAY[p.origin_vi, p.origin_en, c.place_vi]
    || ARRAY(SELECT v.name_vi FROM variants v WHERE v.product_id = p.id AND NOT v.archived ORDER BY v.position, v.id))
FROM products p
JOIN organisations o ON o.id = p.org_id
JOIN cooperative_profiles c ON c.org_id = p.org_id
JOIN categories k ON k.id = p.category_id
WHERE p.id = ANY(?::uuid[])`

func (s *store) sources(ctx context.Context, ids []ident.ID, today time.Time) ([]sources, error) {
	var out []sources
	err := s.db.Each(ctx, "read what products are found by", sourcesSQL, []any{db.IDs(ids)}, func(rows *sql.Rows) error {
		var in sources
		var certificates db.FromJSON[[]certificateDoc]
		var names, around db.FromJSON[[]string]
		if err := rows.Scan(&in.ProductID, &in.QuoteOnly, &in.LowestPrice, &certificates, &names, &around); err != nil {
			return err
		}
		var err error
		in.Certificates, err = toCertificates(certificates.V, today)
		in.Names, in.Around = names.V, around.V
		out = append(out, in)
		return err
	})
	return out, err
}

// writeDerived leaves rows alone that are right already: they have many indexes.
func (s *store) writeDerived(ctx context.Context, rows []derived) error {
	_, err := s.db.Exec(ctx, "refresh derived columns", `
UPDATE products p SET from_price_vnd = x.price, ocop_stars = x.stars, ocop_expires_on = x.expires,
  search_name = x.name, search_spelt = x.spelt, search_text = x.text
FROM json_to_recordset(?::json) AS x (id uuid, price bigint, stars smallint, expires date, name text, spelt text, text text)
WHERE p.id = x.id
  AND (p.from_price_vnd, p.ocop_stars, p.ocop_expires_on, p.search_name, p.search_spelt, p.search_text)
    IS DISTINCT FROM (x.price, x.stars, x.expires, x.name, x.spelt, x.text)`,
		db.JSON{V: rows})
	return err
}

func (s *store) ids(ctx context.Context, doing, query string, args ...any) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, doing, query, args, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

func (s *store) productsOf(ctx context.Context, orgID ident.ID) ([]ident.ID, error) {
	return s.ids(ctx, "list a cooperative's products", `SELECT id FROM products WHERE org_id = ? ORDER BY id`, orgID)
}

func (s *store) profiles(ctx context.Context) ([]ident.ID, error) {
	return s.ids(ctx, "list cooperatives", `SELECT org_id FROM cooperative_profiles ORDER BY org_id`)
}

// outdated lists products whose star has ended but still shows in the column, and
// those without the wordings that searches compare.
func (s *store) outdated(ctx context.Context, today time.Time, after ident.ID, limit int) ([]ident.ID, error) {
	return s.ids(ctx, "list products to derive anew",
		`SELECT id FROM products WHERE (ocop_stars > 0 AND ocop_expires_on < ? OR search_name = '') AND id > ? ORDER BY id LIMIT ?`, today, after, limit)
}

// lockProducts makes whoever changes several of the same products take turns.
func (s *store) lockProducts(ctx context.Context, ids []ident.ID) error {
	_, err := s.ids(ctx, "lock products", `SELECT id FROM products WHERE id = ANY(?::uuid[]) ORDER BY id FOR NO KEY UPDATE`, db.IDs(ids))
	return err
}

func (s *store) lockProfile(ctx context.Context, orgID ident.ID) error {
	_, err := s.ids(ctx, "lock a cooperative's profile", `SELECT org_id FROM cooperative_profiles WHERE org_id = ? FOR NO KEY UPDATE`, orgID)
	return err
}

// recount touches only the counts that changed: each moves its shelf's total.
func (s *store) recount(ctx context.Context, orgID ident.ID) error {
	if _, err := s.db.Exec(ctx, "clear empty shelves", `
DELETE FROM shelf_counts n WHERE n.org_id = ? AND NOT EXISTS (
    SELECT 1 FROM products p WHERE p.org_id = n.org_id AND p.category_id = n.category_id AND p.status = 'listed')`, orgID); err != nil {
		return err
	}
	if _, err := s.db.Exec(ctx, "count shelves", `
INSERT INTO shelf_counts AS n (category_id, org_id, listed)
SELECT category_id, org_id, count(*) FROM products WHERE org_id = ? AND status = 'listed' GROUP BY category_id, org_id ORDER BY category_id
ON CONFLICT (category_id, org_id) DO UPDATE SET listed = excluded.listed WHERE n.listed <> excluded.listed`, orgID); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "count a cooperative's products", `
UPDATE cooperative_profiles c SET product_count = n.listed
FROM (SELECT coalesce(sum(listed), 0) AS listed FROM shelf_counts WHERE org_id = ?) n
WHERE c.org_id = ? AND c.product_count <> n.listed`, orgID, orgID)
	return err
}

// refreshProfileText rewrites the words by which a cooperative is found.
func (s *store) refreshProfileText(ctx context.Context, orgID ident.ID, text func(words []string) string) error {
	var words db.FromJSON[[]string]
	if err := s.db.Each(ctx, "read a cooperative's names", `
SELECT array_to_json(ARRAY[o.short_name, o.legal_name] || c.aliases || ARRAY[c.place_vi, c.place_en])
FROM cooperative_profiles c JOIN organisations o ON o.id = c.org_id WHERE c.org_id = ?`, []any{orgID},
		func(rows *sql.Rows) error { return rows.Scan(&words) }); err != nil {
		return err
	}
	folded := text(words.V)
	_, err := s.db.Exec(ctx, "refresh a cooperative's search words",
		`UPDATE cooperative_profiles SET search_text = ? WHERE org_id = ? AND search_text <> ?`, folded, orgID, folded)
	return err
}

func (s *store) addSold(ctx context.Context, quantities map[ident.ID]int64) error {
	type row struct {
		ID  ident.ID `json:"id"`
		Qty int64    `json:"qty"`
	}
	rows := make([]row, 0, len(quantities))
	for id, qty := range quantities {
		rows = append(rows, row{ID: id, Qty: qty})
	}
	_, err := s.db.Exec(ctx, "count sales", `
UPDATE products p SET sold_count = greatest(0, p.sold_count + x.qty)
FROM (
    SELECT p.id, x.qty FROM json_to_recordset(?::json) AS x (id uuid, qty bigint)
    JOIN products p ON p.id = x.id ORDER BY p.id FOR NO KEY UPDATE OF p
) x WHERE p.id = x.id`, db.JSON{V: rows})
	return err
}
