package search_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/meili/meilitest"
	"github.com/chophien/chophien/internal/search"
)

// Both engines give the same answers over the same goods: as many, counted alike, and
// in the same order where all of them are ranked together.
func TestEngines_agree(t *testing.T) {
	t.Parallel()
	server := meilitest.Any(t)
	var other *search.Service
	postgres, _ := judgedMarket(t, 600, func(tb testing.TB, d *db.DB, c clock.Clock, cat *catalog.Service) *search.Service {
		tb.Helper()
		other = overMeilisearch(tb, server, d, c, cat)
		return service(tb, d, c, cat)
	})
	low, high := money.VND(20_000), money.VND(150_000)
	filters := map[string]catalog.Filter{
		"none": {}, "stars": {OCOPMin: 3}, "season": {InSeason: true}, "price": {PriceMin: &low, PriceMax: &high}, "stock": {InStock: true},
		"shelf": {Category: "tra"}, "two": {OCOPMin: 4, InStock: true}, "GI": {Certified: true}, "occasion": {Tag: "qua-tet"},
		"nobody": {Cooperative: "khong-co-htx-nay"}, "commune": {Commune: "04672"},
	}
	words := []string{
		"mật ong", "mat ong", "cha", "chè shan tuyết", "ga hmong", "gà đen", "quế văn yên dưới 100k", "taos mèo", "muttaomeo", "xyzzy", "bưởi",
		"buoi", "htx demo 03", "mật ong htx demo 06", "trà 4 sao", "rượu 🍶", "khoai so nuong tram tau ngon nhat", "mang", "c", "500g",
	}
	sorts := []catalog.Sort{"", catalog.SortPriceAsc, catalog.SortPriceDesc, catalog.SortNewest, catalog.SortPopular, catalog.SortNear}
	compared, ordered := 0, 0
	for name, filter := range filters {
		for _, sort := range sorts {
			for _, q := range words {
				in := search.Input{Words: q, Province: "01", Facets: true, ListInput: catalog.ListInput{Filter: filter, Sort: sort, Limit: 100}}
				want, err := postgres.Search(t.Context(), in)
				require.NoError(t, err)
				got, err := other.Search(t.Context(), in)
				require.NoError(t, err)
				what := name + " " + string(sort) + " " + q
				if want.Nearest || got.Nearest {
					continue // each looks at the first few hundred of a rare word only
				}
				require.Equal(t, want.Total, got.Total, "%s: %v, %v", what, slugsOf(want), slugsOf(got))
				require.Equal(t, want.Capped, got.Capped, what)
				require.Equal(t, want.Wishes, got.Wishes, what)
				if !want.Capped {
					require.Equal(t, want.Facets, got.Facets, what)
				}
				if want.Total <= 100 {
					require.Equal(t, slugsOf(want), slugsOf(got), what)
					ordered++
				}
				compared++
			}
		}
	}
	t.Logf("%d answers compared, %d of them item by item", compared, ordered)
}

func slugsOf(a search.Answer) []string {
	out := make([]string, len(a.Items))
	for i := range a.Items {
		out[i] = a.Items[i].Slug
	}
	return out
}

// A list that is longer than what is ranked together still shows everything once.
func TestMeilisearch_long_lists(t *testing.T) {
	t.Parallel()
	server := meilitest.Any(t)
	s, _ := judgedMarket(t, 3000, func(tb testing.TB, d *db.DB, c clock.Clock, cat *catalog.Service) *search.Service {
		tb.Helper()
		return overMeilisearch(tb, server, d, c, cat)
	})
	for _, q := range []string{"mật ong", "mat ong", "trà", "htx mau"} {
		for _, sort := range []catalog.Sort{"", catalog.SortPriceAsc, catalog.SortNear} {
			seen := map[string]bool{}
			in := search.Input{Words: q, Province: "15", ListInput: catalog.ListInput{Sort: sort, Limit: 24}}
			var total int64
			for {
				answer, err := s.Search(t.Context(), in)
				require.NoError(t, err)
				total = answer.Total
				for _, slug := range slugsOf(answer) {
					require.False(t, seen[slug], "%q, sort %q: %s comes twice", q, sort, slug)
					seen[slug] = true
				}
				if in.Cursor = answer.Next; in.Cursor == "" {
					break
				}
				require.Len(t, answer.Items, 24, "only the last page is short")
			}
			require.Greater(t, total, int64(150), q)
			require.Len(t, seen, int(total), "%q, sort %q", q, sort)
		}
	}
}

// What makes no sense is refused, or honestly finds nothing, on both engines.
func TestBadInput(t *testing.T) {
	t.Parallel()
	onEachEngine(t, func(t *testing.T, serve serving) {
		t.Helper()
		s, _ := market(t, serve)
		for _, words := range []string{
			"", " ", "\u0301\u0300\u0323", "́", "🐔🐔🐔", "\x00\x01\x02", "\u202e\u200b", `stars > 3 OR 1=1`, `" OR category EXISTS OR "`, `'; DROP TABLE products; --`,
			`a' | b & !c`, `((`, `:*`, `\`, `"`, `""""`, `-chè`, "chè\"", "\xff\xfe", strings.Repeat("a", 200), strings.Repeat("à ", 100),
		} {
			_, err := s.Search(t.Context(), search.Input{Words: words, Facets: true})
			require.NoError(t, err, "%q", words)
			_, err = s.Suggest(t.Context(), words)
			require.NoError(t, err, "%q", words)
		}
		for _, filter := range []catalog.Filter{
			{Category: `x" OR stars > 3`}, {Commune: `1" OR "1" = "1`}, {Tag: "' OR 1=1"}, {Cooperative: "\x00"}, {Commune: strings.Repeat("9", 5000)},
		} {
			answer, err := s.Search(t.Context(), search.Input{Words: "chè", ListInput: catalog.ListInput{Filter: filter}})
			if err == nil {
				require.Zero(t, answer.Total, "%+v", filter)
				continue
			}
			require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "%+v", filter)
		}
		for _, in := range []search.Input{
			{Words: strings.Repeat("chè ", 2500)},
			{Words: "chè", ListInput: catalog.ListInput{Limit: -1}},
			{Words: "chè", ListInput: catalog.ListInput{Limit: 1e9}},
			{Words: "chè", ListInput: catalog.ListInput{Sort: "stars > 3 OR 1=1"}},
			{Words: "chè", ListInput: catalog.ListInput{Cursor: "%00"}},
			{Words: "chè", ListInput: catalog.ListInput{Cursor: keyset.Encode("search.relevance", "1", "2", "3", "x", "5", "6")}},
			{Words: "chè", ListInput: catalog.ListInput{Cursor: keyset.Encode("search.relevance", "99", "2", "3", "01a20f8f-547e-7d63-9c0b-fe092e13142e", "0", "0")}},
			{Words: "chè", ListInput: catalog.ListInput{Cursor: keyset.Encode("search.relevance", "0", "2", "3", "01a20f8f-547e-7d63-9c0b-fe092e13142e", "0", "99999999")}},
		} {
			_, err := s.Search(t.Context(), in)
			require.Error(t, err, "%+v", in)
			require.True(t, errors.Is(err, keyset.ErrBadCursor) || apperr.KindOf(err) == apperr.KindInvalid, "%+v: %v", in, err)
		}
	})
}
