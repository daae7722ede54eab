package search

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

// wholeTable finds a plan that reads a table which grows with the market.
var wholeTable = regexp.MustCompile(`Seq Scan on (products|search_entries)`)

// TestPlans holds every statement that the PostgreSQL engine makes of searches to an
// index, on a market of 20,000 products. Its plans are kept in testdata/plans, to be
// read; UPDATE_PLANS=1 go test ./internal/search -run TestPlans writes them anew
// (another version of PostgreSQL may word them otherwise: CI has the one that
// internal/platform/pglocal runs).
func TestPlans(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	generate(t, d, 20_000)
	now := time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)
	high := money.VND(100_000)
	base := request{words: []string{"ga", "den"}, sort: catalog.SortRelevance, limit: most, now: now}
	for _, c := range []struct {
		name   string
		change func(r *request)
	}{
		{"relevance", func(*request) {}},
		{"frequent", func(r *request) { r.words = []string{"huu", "co"} }},
		{"beginning", func(r *request) { r.words = []string{"ga", "d"} }},
		{"named", func(r *request) { r.named, r.limit = true, better }},
		{"completion", func(r *request) { r.named, r.limit = true, suggestFrom }},
		{"newest", func(r *request) { r.sort = catalog.SortNewest }},
		{"cheapest", func(r *request) { r.sort = catalog.SortPriceAsc }},
		{"dearest", func(r *request) { r.sort = catalog.SortPriceDesc }},
		{"nearest_meaning", func(r *request) { r.words, r.whole, r.text, r.limit = []string{"den"}, true, true, most/2 }},
		{"filter_category", func(r *request) { r.filter.Category = "shelf-3" }},
		{"filter_cooperative", func(r *request) { r.filter.Cooperative = "coop-3" }},
		{"filter_all", func(r *request) {
			r.filter = catalog.Filter{OCOPMin: 4, InSeason: true, PriceMax: &high, InStock: true, Certified: true, Commune: "04672", Tag: "dac-san"}
		}},
	} {
		r := base
		c.change(&r)
		query, args := r.sql()
		checkPlan(t, d, c.name, query, args)
	}
	checkPlan(t, d, "suggestions", suggestionsSQL, []any{db.IDs([]ident.ID{ident.New(), ident.New()})})
}

func checkPlan(t *testing.T, d *db.DB, name, query string, args []any) {
	t.Helper()
	var lines []string
	require.NoError(t, d.Each(t.Context(), "explain", "EXPLAIN (COSTS OFF) "+query, args, func(rows *sql.Rows) error {
		var line string
		err := rows.Scan(&line)
		lines = append(lines, line)
		return err
	}))
	plan := strings.Join(lines, "\n") + "\n"
	require.NotRegexp(t, wholeTable, plan, "%s reads a whole table", name)
	path := filepath.Join("testdata", "plans", name+".txt")
	got := strings.TrimSpace(query) + "\n\n" + plan
	if os.Getenv("UPDATE_PLANS") != "" {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "%s: another plan; if it is as good, write it with UPDATE_PLANS=1", name)
}

// generate makes a market whose words are as frequent as a real one's: some in
// every tenth product, most in few.
func generate(t *testing.T, d *db.DB, products int) {
	t.Helper()
	ctx := context.Background()
	for _, s := range []string{
		`INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at)
SELECT gen_random_uuid(), 'cooperative', 'coop-' || n, 'HTX ' || n, 'HTX ' || n, 'verified', now(), now() FROM generate_series(1, 100) n`,
		`INSERT INTO categories (id, slug, name_vi, name_en, icon, position)
SELECT gen_random_uuid(), 'shelf-' || n, 'Kệ ' || n, 'Shelf ' || n, 'leaf', n FROM generate_series(1, 12) n`,
		`INSERT INTO products (id, org_id, category_id, slug, status, name_vi, origin_commune, tags, from_price_vnd, ocop_stars, ocop_expires_on,
  sold_count, season_months, search_name, search_spelt, search_text, in_stock, created_at, listed_at, updated_at)
SELECT gen_random_uuid(), o.id, k.id, 'p-' || n, 'listed', 'Hàng ' || n, '0467' || n % 10, '{dac-san}', 10000 + n * 7919 % 500000,
  CASE n % 10 WHEN 1 THEN 3 WHEN 2 THEN 4 ELSE 0 END, '2030-01-01', (20000 * power((n * 7919 % 20000) / 20000.0, 8))::bigint,
  CASE n % 3 WHEN 0 THEN '{10,11,12}' ELSE '{1,2,3,4,5,6,7,8,9,10,11,12}' END::smallint[], x.name, x.name, x.name || E'\nhtx ' || n % 100,
  n % 7 > 0, now(), now() - n * interval '1 minute', now()
FROM generate_series(1, ` + strconv.Itoa(products) + `) n
JOIN organisations o ON o.slug = 'coop-' || 1 + n % 100
JOIN categories k ON k.slug = 'shelf-' || 1 + n % 12
CROSS JOIN LATERAL (SELECT CASE n % 31 WHEN 1 THEN 'ga den' WHEN 2 THEN 'ga doi' ELSE 'hang' || n % 31 END
  || CASE n % 11 WHEN 3 THEN ' huu co' ELSE ' loai' || n % 11 END || ' so' || n % 997 AS name) x`,
		`ANALYZE`,
	} {
		require.NoError(t, d.Conn(ctx).Exec(s).Error)
	}
}
