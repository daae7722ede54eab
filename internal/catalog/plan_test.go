package catalog

import (
	"database/sql"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

// wholeTable finds a plan that reads a table which grows with the market.
var wholeTable = regexp.MustCompile(`Seq Scan on (products|variants|stock_items|stock_moves|pictures|price_tiers|ocop_certificates)\b`)

// TestPlans holds what keeps pages as fast with 100,000 products as with 1,000:
// each order walks an index that is sorted so, and nothing reads a whole table.
func TestPlans(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	generate(t, d, 5000)
	now := time.Now()
	plan := func(query string, args []any) string {
		t.Helper()
		var lines []string
		require.NoError(t, d.Each(t.Context(), "explain", "EXPLAIN "+query, args, func(rows *sql.Rows) error {
			var line string
			err := rows.Scan(&line)
			lines = append(lines, line)
			return err
		}))
		return strings.Join(lines, "\n")
	}
	half := money.VND(400_000)
	for _, c := range []struct {
		filter Filter
		index  map[Sort]string
	}{
		{Filter{}, map[Sort]string{
			SortPopular: "products_popular_idx", SortNewest: "products_newest_idx",
			SortPriceAsc: "products_cheapest_idx", SortPriceDesc: "products_price_idx",
		}},
		{Filter{Category: "shelf-3"}, map[Sort]string{
			SortPopular: "products_category_popular_idx", SortNewest: "products_category_newest_idx",
			SortPriceAsc: "products_category_cheapest_idx", SortPriceDesc: "products_category_price_idx",
		}},
		{Filter{Cooperative: "coop-3"}, map[Sort]string{SortPopular: "products_org_popular_idx"}},
		{Filter{OCOPMin: 4}, map[Sort]string{SortPopular: "products_starred_idx"}},
		{Filter{InSeason: true}, map[Sort]string{SortPopular: "products_popular_idx", SortNewest: "products_newest_idx"}},
		{Filter{PriceMax: &half}, map[Sort]string{SortPopular: "products_popular_idx", SortPriceAsc: "products_cheapest_idx"}},
	} {
		for sort, index := range c.index {
			middle := map[Sort]int64{
				SortPopular: 500, SortNewest: now.Add(-24 * time.Hour).UnixMicro(), SortPriceAsc: 400_000, SortPriceDesc: 400_000,
			}[sort]
			for _, after := range []*sortKey{nil, {value: middle, id: ident.New()}} {
				page, args := listedSQL(ListInput{Filter: c.filter, Sort: sort, Limit: 24}, after, now)
				got := plan(cardsSQL(page), args)
				require.Contains(t, got, index, "%+v by %s:\n%s", c.filter, sort, got)
				require.NotRegexp(t, wholeTable, got, "%+v by %s", c.filter, sort)
			}
		}
	}
	for _, sort := range []Sort{SortPopular, SortNewest, SortPriceAsc, SortPriceDesc} {
		page, args := listedSQL(ListInput{Filter: Filter{Category: "shelf-3", OCOPMin: 4}, Sort: sort, Limit: 24}, nil, now)
		require.Contains(t, plan(page, args), "Index Only Scan using products_starred_shelf_idx", "stars of a shelf by %s", sort)
	}
	count, args := countSQL(Filter{Category: "shelf-3", OCOPMin: 4}, now)
	require.Contains(t, plan(count, args), "Index Only Scan using products_starred_shelf_idx")
	for name, query := range map[string]string{"product": productSQL, "categories": categoriesSQL} {
		var args []any
		if name == "product" {
			args = []any{"hang-777"}
		}
		require.NotRegexp(t, wholeTable, plan(query, args), name)
	}
	var ids []ident.ID
	require.NoError(t, d.Conn(t.Context()).Raw(`SELECT id FROM variants LIMIT 6`).Scan(&ids).Error)
	offers := plan(offersSQL, []any{db.IDs(ids)})
	require.NotRegexp(t, wholeTable, offers)
	for _, index := range []string{"variants_pkey", "products_pkey", "stock_items_pkey", "price_tiers_pkey", "pictures_product_idx"} {
		require.Contains(t, offers, index, offers)
	}
}
