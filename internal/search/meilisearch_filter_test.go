package search

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/money"
)

func TestFilterOf(t *testing.T) {
	t.Parallel()
	low, high := money.VND(1000), money.VND(200_000)
	in := &facets{month: 11}
	for want, f := range map[string]catalog.Filter{
		"": {},
		`stars >= 4 AND price >= 1000 AND price <= 200000 AND season = 11 AND in_stock = true AND gi = true`: {
			OCOPMin: 4, PriceMin: &low, PriceMax: &high, InSeason: true, InStock: true, Certified: true,
		},
		`commune = "04672" AND tags = "tet"`:                       {Commune: "04672", Tag: "tet"},
		`commune = "1\" OR stars > 3 OR commune = \"\\\\"`:         {Commune: `1" OR stars > 3 OR commune = "\\`},
		`category = "00000000-0000-0000-0000-000000000000"`:        {Category: "no such shelf"},
		`org = "00000000-0000-0000-0000-000000000000"`:             {Cooperative: "x' OR 1=1"},
		`commune = "a` + "\n" + `b" AND tags = "stars > 3 OR 1=1"`: {Commune: "a\nb", Tag: "stars > 3 OR 1=1"},
	} {
		require.Equal(t, want, filterOf(f, in))
	}
}
