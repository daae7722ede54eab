package search_test

import (
	"context"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/search"
	"github.com/chophien/chophien/internal/search/judged"
	"github.com/chophien/chophien/internal/stock"
)

// TestRelevance holds the judged queries to their bars, on a smaller market than
// make bench has (JUDGED_PRODUCTS=20000 is the same size; JUDGED_MISSES=1 prints
// what was not answered well).
func TestRelevance(t *testing.T) {
	t.Parallel()
	onEachEngine(t, relevance)
}

func relevance(t *testing.T, serve serving) {
	t.Helper()
	n := 1500
	if v, err := strconv.Atoi(os.Getenv("JUDGED_PRODUCTS")); err == nil {
		n = v
	}
	s, m := judgedMarket(t, n, serve)
	find := func(ctx context.Context, words string) ([]string, error) {
		answer, err := s.Search(ctx, search.Input{Words: words, ListInput: catalog.ListInput{Limit: 10}})
		slugs := make([]string, 0, len(answer.Items))
		for _, item := range answer.Items {
			slugs = append(slugs, item.Slug)
		}
		return slugs, err
	}
	hard(t, m, find)
	began := time.Now()
	// A market this small has not every kind from every place.
	queries := slices.DeleteFunc(judged.Queries(), func(q judged.Query) bool {
		for _, thing := range m.things {
			if q.Grade(thing, false) == 3 {
				return false
			}
		}
		return true
	})
	report, err := judged.Run(t.Context(), queries, m.things, find)
	require.NoError(t, err)
	t.Logf("%s, %d products, %v\n%s", s.EngineName(), n, time.Since(began), report)
	if os.Getenv("JUDGED_MISSES") != "" {
		for _, m := range report.Misses {
			t.Logf("%-9s %-40q rank %d: %v", m.Way, m.Text, m.Rank, m.Got)
		}
	}
	bar := func(way string, one, five float64) {
		t.Helper()
		require.GreaterOrEqual(t, report.ByWay[way].Success1, one, "%s, success@1", way)
		require.GreaterOrEqual(t, report.ByWay[way].Success5, five, "%s, success@5", way)
	}
	bar(judged.WayAccented, 0.90, 0.98)
	bar(judged.WayFolded, report.ByWay[judged.WayAccented].Success1-0.02, report.ByWay[judged.WayAccented].Success5-0.02)
	bar(judged.WayTelex, 0, 0.85)
	bar(judged.WayVNI, 0, 0.85)
	require.GreaterOrEqual(t, report.Total.Success1, 0.90)
}

// hard runs the cases that were written to be missed.
func hard(t *testing.T, m judgedGoods, find judged.Finder) {
	t.Helper()
	cases, err := judged.Cases()
	require.NoError(t, err)
	report, err := judged.RunCases(t.Context(), cases, judged.Items(m.products, m.demo), find)
	require.NoError(t, err)
	t.Logf("hard cases\n%s", report)
	if os.Getenv("JUDGED_MISSES") != "" {
		for _, miss := range report.Misses {
			t.Logf("hard %-10s %-9s %-40q rank %d: %v %v", miss.Topic, miss.Way, miss.Text, miss.Rank, miss.Got, miss.Grades)
		}
	}
}

// judgedGoods are what is on the judged market, in the judge's terms.
type judgedGoods struct {
	products []judged.Product
	things   map[string]judged.Thing // by slug
	demo     map[string]judged.Thing // by code
}

func judgedMarket(t *testing.T, n int, serve serving) (*search.Service, judgedGoods) {
	t.Helper()
	ctx := t.Context()
	d := dbtest.New(t)
	c := &clock.Fixed{T: time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)}
	cat := catalog.NewService(catalog.Deps{DB: d, Clock: c})
	_, err := demo.Seed(ctx, demo.Deps{DB: d, Clock: c, Party: party.NewService(d, c), Stock: stock.NewService(d, c), Catalog: cat},
		demo.Options{WithoutPictures: true, WithoutLogins: true})
	require.NoError(t, err)
	alike, err := judged.Alike(n / 10)
	require.NoError(t, err)
	products := append(judged.Generate(n), alike...)
	require.NoError(t, judged.Load(ctx, d, products, c.Now()))
	require.NoError(t, judged.AddLapsed(ctx, d, judged.Lapsed(products), c.Now()))
	require.NoError(t, cat.RefreshAll(ctx))
	things := map[string]judged.Thing{}
	for _, p := range products {
		things[p.Slug] = p.Thing
	}
	data, err := catalogue.Load()
	require.NoError(t, err)
	known := judged.DemoThings()
	for _, p := range data.Products {
		thing := known[p.Code]
		thing.Slug = p.Slug
		require.NoError(t, d.Conn(ctx).Raw(`SELECT from_price_vnd, ocop_stars FROM products WHERE slug = ?`, p.Slug).Row().Scan(&thing.PriceVND, &thing.Stars))
		things[p.Slug] = thing
		known[p.Code] = thing
	}
	return serve(t, d, c, cat), judgedGoods{products: products, things: things, demo: known}
}
