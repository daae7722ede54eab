package catalog

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/db"
)

// generate adds n products of n/100 cooperatives over 16 shelves: two variants
// with stock, a tier and a picture each, one in 20 with a valid certificate.
func generate(t *testing.T, d *db.DB, n int) {
	t.Helper()
	for _, statement := range []string{
		`INSERT INTO categories (id, slug, name_vi, name_en, icon, position)
SELECT gen_random_uuid(), 'shelf-' || i, 'Kệ ' || i, 'Shelf ' || i, 'leaf', 100 + i FROM generate_series(1, 16) i`,
		`INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at)
SELECT gen_random_uuid(), 'cooperative', 'coop-' || i, 'HTX số ' || i, 'HTX ' || i, 'verified', now(), now() FROM generate_series(1, @n / 100) i`,
		`INSERT INTO cooperative_profiles (org_id, province_code, place_vi, place_en)
SELECT id, '15', 'tỉnh Lào Cai', 'Lào Cai' FROM organisations WHERE slug LIKE 'coop-%'`,
		`WITH o AS (SELECT id, row_number() OVER (ORDER BY slug) - 1 AS i FROM organisations WHERE slug LIKE 'coop-%'),
k AS (SELECT id, row_number() OVER (ORDER BY slug) - 1 AS i FROM categories WHERE slug LIKE 'shelf-%')
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, name_en, description_vi, season_months, from_price_vnd, ocop_stars, ocop_expires_on,
  sold_count, search_text, created_at, listed_at, updated_at)
SELECT gen_random_uuid(), o.id, k.id, 'hang-' || g.n, CASE WHEN g.n % 50 = 0 THEN 'hidden' ELSE 'listed' END, 'Hàng số ' || g.n, 'Goods ' || g.n, repeat('Chuyện dài. ', 60),
  CASE g.n % 4 WHEN 0 THEN '{11,12,1}' WHEN 1 THEN '{5,6}' ELSE '{1,2,3,4,5,6,7,8,9,10,11,12}' END::smallint[], 10000 + (g.n * 7919) % 900000,
  CASE WHEN g.n % 20 = 0 THEN 3 + (g.n / 20) % 2 ELSE 0 END, CASE WHEN g.n % 20 = 0 THEN date '2027-06-30' ELSE '-infinity' END,
  (g.n * 31) % 1000, 'hang so ' || g.n || E'\nloai ' || (g.n % 97) || E'\nhtx so ' || o.i, now(), now() - g.n * interval '1 minute', now() - g.n * interval '1 minute'
FROM generate_series(1, @n) AS g (n) JOIN o ON o.i = g.n % (@n / 100) JOIN k ON k.i = (g.n / 7) % 16`,
		`INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, position, updated_at)
SELECT gen_random_uuid(), p.id, p.slug || '-' || v, 'Túi ' || v || ' kg', v || ' kg bag', 'túi', v * 1000, v * 1000 + 50, p.from_price_vnd * v, v, now()
FROM products p CROSS JOIN generate_series(1, 2) v WHERE p.slug LIKE 'hang-%'`,
		`INSERT INTO stock_items (variant_id, on_hand, updated_at) SELECT id, (hashtext(sku) & 127), now() FROM variants ON CONFLICT DO NOTHING`,
		`INSERT INTO price_tiers SELECT id, 10, price_vnd - 1000 FROM variants WHERE position = 1 ON CONFLICT DO NOTHING`,
		`INSERT INTO pictures (id, product_id, position, width, height, color, sizes, created_at)
SELECT gen_random_uuid(), id, 1, 1200, 1500, '#aabbcc', '[{"w":320,"h":400,"key":"pictures/a-320.jpg"},{"w":640,"h":800,"key":"pictures/a-640.jpg"}]', now()
FROM products WHERE slug LIKE 'hang-%'`,
		`INSERT INTO ocop_certificates (id, product_id, number, issuer, issuer_level, stars, issued_on, expires_on)
SELECT gen_random_uuid(), id, '1', 'UBND tỉnh', 'tinh', ocop_stars, '2024-06-30', '2027-06-30' FROM products WHERE ocop_stars > 0 AND slug LIKE 'hang-%'`,
		`INSERT INTO shelf_counts SELECT category_id, org_id, count(*) FROM products WHERE status = 'listed' GROUP BY 1, 2 ON CONFLICT DO NOTHING`,
		`UPDATE cooperative_profiles c SET product_count = (SELECT count(*) FROM products p WHERE p.org_id = c.org_id AND p.status = 'listed')`,
		`VACUUM ANALYZE`,
	} {
		_, err := d.Exec(t.Context(), "generate", strings.ReplaceAll(statement, "@n", strconv.Itoa(n)))
		require.NoError(t, err)
	}
}
