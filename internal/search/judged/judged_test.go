package judged_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/search/judged"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	require.GreaterOrEqual(t, len(judged.Kinds()), 180)
	seen := map[string]bool{}
	for _, k := range judged.Kinds() {
		require.False(t, seen[k.Slug], k.Slug)
		seen[k.Slug] = true
		require.NotEmpty(t, k.EN)
		require.Positive(t, k.PriceVND)
	}
	for code, thing := range judged.DemoThings() {
		require.True(t, seen[thing.Kind], code)
	}
	for _, q := range judged.Queries() {
		for _, k := range append(q.Kinds, q.Good...) {
			require.True(t, seen[k], "%s: %s", q.Words, k)
		}
	}
}

func TestGenerate(t *testing.T) {
	t.Parallel()
	products := judged.Generate(20_000)
	require.Equal(t, products[:500], judged.Generate(500), "always the same")
	slugs := map[string]judged.Thing{}
	for _, p := range products {
		slugs[p.Slug] = p.Thing
	}
	require.Len(t, slugs, len(products))
	queries := judged.Queries()
	require.GreaterOrEqual(t, len(queries), 300)
	for _, q := range queries {
		answers := 0
		for _, thing := range slugs {
			if q.Grade(thing, false) == 3 {
				answers++
			}
		}
		// Some places are of demo products only; every other query has an answer here.
		require.True(t, answers > 0 || q.Place != "", q.Words)
	}
}

func TestWays(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	for _, typed := range (&judged.Query{Words: "mứt táo mèo trạm tấu"}).Typed() {
		got[typed.Way] = typed.Text
	}
	require.Equal(t, "mut tao meo tram tau", got[judged.WayFolded])
	require.Equal(t, "muwts taos meof tramj taaus", got[judged.WayTelex])
	require.Equal(t, "mu7t1 tao1 meo2 tram5 ta6u1", got[judged.WayVNI])
	require.Equal(t, "muttao meo tram tau", got[judged.WayJoined])
	require.Equal(t, "MỨT TÁO MÈO TRẠM TẤU", got[judged.WayUpper])
	require.NotEqual(t, got[judged.WayFolded], got[judged.WayTypo])
	require.NotContains(t, got, judged.WayPrefix, "the last word is too short to be under way")
}

func TestRun(t *testing.T) {
	t.Parallel()
	things := map[string]judged.Thing{"a": {Kind: "ga-den"}, "b": {Kind: "ga-doi"}, "c": {Kind: "cam-ga"}}
	queries := []judged.Query{{
		Words: "abc", Kinds: []string{"ga-den"}, Good: []string{"ga-doi"},
		Without: []string{"nfd", "upper", "folded", "telex", "vni", "mixed", "typo", "joined", "prefix"},
	}}
	for _, c := range []struct {
		answer              []string
		one, five, dcg, nil float64
	}{
		{[]string{"a", "b", "c"}, 1, 1, 1, 0},
		{[]string{"b", "a"}, 0, 1, (1 + 7/1.5849625) / (7 + 1/1.5849625), 0},
		{[]string{"c"}, 0, 0, 0, 0},
		{nil, 0, 0, 0, 1},
	} {
		r, err := judged.Run(t.Context(), queries, things, func(context.Context, string) ([]string, error) { return c.answer, nil })
		require.NoError(t, err)
		require.InDelta(t, c.one, r.Total.Success1, 1e-6)
		require.InDelta(t, c.five, r.Total.Success5, 1e-6)
		require.InDelta(t, c.dcg, r.Total.NDCG10, 1e-6)
		require.InDelta(t, c.nil, r.Total.Empty, 1e-6)
		require.Contains(t, r.String(), "accented")
	}
}
