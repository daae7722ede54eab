package search_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/stock"
)

// TestEntries changes products in every way that a search sees, and some that it
// does not, and holds search_entries to what they are afterwards.
func TestEntries(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	d := dbtest.New(t)
	c := &clock.Fixed{T: time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)}
	cat := catalog.NewService(catalog.Deps{DB: d, Clock: c})
	_, err := demo.Seed(ctx, demo.Deps{DB: d, Clock: c, Party: party.NewService(d, c), Stock: stock.NewService(d, c), Catalog: cat},
		demo.Options{WithoutPictures: true, WithoutLogins: true})
	require.NoError(t, err)
	differ := func() (n int) {
		t.Helper()
		require.NoError(t, d.Conn(ctx).Raw(`
WITH wanted AS (SELECT e.* FROM products p CROSS JOIN LATERAL search_entry(p) e WHERE p.status = 'listed')
SELECT (SELECT count(*) FROM (TABLE wanted EXCEPT TABLE search_entries) x) + (SELECT count(*) FROM (TABLE search_entries EXCEPT TABLE wanted) x)
  + (SELECT count(*) - count(DISTINCT id) FROM search_entries)`).Row().Scan(&n))
		return n
	}
	require.Zero(t, differ())
	var ids []ident.ID
	require.NoError(t, d.Conn(ctx).Raw(`SELECT id FROM products ORDER BY slug`).Scan(&ids).Error)
	changes := []string{
		`UPDATE products SET sold_count = sold_count + 1 WHERE id = ?`,
		`UPDATE products SET sold_count = 7 * (sold_count + 3) WHERE id = ?`,
		`UPDATE products SET sold_count = 0 WHERE id = ?`,
		`UPDATE products SET from_price_vnd = from_price_vnd + 1000 WHERE id = ?`,
		`UPDATE products SET status = 'hidden' WHERE id = ?`,
		`UPDATE products SET status = 'listed' WHERE id = ?`,
		`UPDATE products SET search_name = search_name || ' mới', search_text = search_text || ' moi' WHERE id = ?`,
		`UPDATE products SET ocop_stars = 4, ocop_expires_on = '2027-01-01' WHERE id = ?`,
		`UPDATE products SET ocop_stars = 0, ocop_expires_on = '-infinity' WHERE id = ?`,
		`UPDATE products SET season_months = '{1,11}', tags = tags || ARRAY['qua-tet'] WHERE id = ?`,
		`UPDATE products SET gi_label = 'Chỉ dẫn' WHERE id = ?`,
		`UPDATE products SET quote_only = NOT quote_only WHERE id = ?`,
		`UPDATE products SET origin_commune = NULL WHERE id = ?`,
		`UPDATE products SET category_id = (SELECT id FROM categories ORDER BY slug DESC LIMIT 1) WHERE id = ?`,
		`UPDATE stock_items SET on_hand = reserved WHERE variant_id IN (SELECT id FROM variants WHERE product_id = ?)`,
		`UPDATE products SET description_vi = description_vi || '.' WHERE id = ?`,
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		change := changes[random.IntN(len(changes))]
		require.NoError(t, d.Conn(ctx).Exec(change, ids[random.IntN(len(ids))]).Error, change)
	}
	require.Zero(t, differ())
	require.NoError(t, d.Conn(ctx).Exec(`INSERT INTO products (id, org_id, category_id, slug, status, name_vi, created_at, listed_at, updated_at)
SELECT gen_random_uuid(), org_id, category_id, 'moi', 'listed', 'Hàng mới', now(), now(), now() FROM products LIMIT 1`).Error)
	require.Zero(t, differ(), "a new product")
	require.NoError(t, d.Conn(ctx).Exec(`DELETE FROM products WHERE slug = 'moi'`).Error)
	require.Zero(t, differ(), "a deleted product")
}
