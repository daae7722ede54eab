package judged_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/search/judged"
	"github.com/chophien/chophien/internal/stock"
)

// hardMarket is a generated market with look-alikes and the demo's own goods, whose
// prices stand for any.
func hardMarket(t *testing.T, n, alike int) (products []judged.Product, items map[string]judged.Item) {
	t.Helper()
	more, err := judged.Alike(alike)
	require.NoError(t, err)
	products = append(judged.Generate(n), more...)
	data, err := catalogue.Load()
	require.NoError(t, err)
	known := map[string]judged.Thing{}
	for _, p := range data.Products {
		known[p.Code] = judged.Thing{Slug: p.Slug}
	}
	require.Len(t, known, 50)
	return products, judged.Items(products, known)
}

func TestAlike(t *testing.T) {
	t.Parallel()
	require.GreaterOrEqual(t, len(judged.AlikeKinds()), 70)
	seen := map[string]bool{}
	for _, k := range append(append([]judged.Kind{}, judged.Kinds()...), judged.AlikeKinds()...) {
		require.False(t, seen[k.Slug], k.Slug)
		seen[k.Slug] = true
		require.NotEmpty(t, k.VI, k.Slug)
		require.NotEmpty(t, k.EN, k.Slug)
		require.Positive(t, k.PriceVND, k.Slug)
	}
	products, _ := hardMarket(t, 19_000, 2000)
	again, _ := hardMarket(t, 19_000, 2000)
	require.Equal(t, products, again, "always the same")
	require.GreaterOrEqual(t, len(products), 20_000)
	slugs, shelves := map[string]bool{}, map[string]bool{}
	data, err := catalogue.Load()
	require.NoError(t, err)
	for _, c := range data.Categories {
		shelves[c.Slug] = true
	}
	for i := range products {
		p := &products[i]
		require.False(t, slugs[p.Slug], p.Slug)
		slugs[p.Slug] = true
		require.True(t, shelves[p.Category], "%s: %s", p.Slug, p.Category)
		require.NotContains(t, p.VI, "  ", p.Slug)
		require.NotEqual(t, "xã , tỉnh Lào Cai", p.Origin, "%s: %s is no place of the market", p.Slug, p.Place)
	}
}

// TestCases_have_answers holds the set to its size, and every case to having a right
// answer, whatever the size of the market around it.
func TestCases_have_answers(t *testing.T) {
	t.Parallel()
	all, err := judged.Cases()
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(all), 310)
	words := map[string]bool{}
	for _, n := range []int{1000, 20_000} {
		_, items := hardMarket(t, n, 1000)
		for i := range all {
			c := &all[i]
			right := 0
			for _, it := range items {
				if c.Grade(&it, nil) == 3 {
					right++
				}
			}
			require.Positive(t, right, "%s, %d products", c.Words, n)
		}
	}
	for i := range all {
		require.False(t, words[all[i].Topic+all[i].Words], "%s twice", all[i].Words)
		words[all[i].Topic+all[i].Words] = true
	}
}

func TestCase_Grade(t *testing.T) {
	t.Parallel()
	all, err := judged.Cases()
	require.NoError(t, err)
	find := func(words string) *judged.Case {
		for i := range all {
			if all[i].Words == words && all[i].Topic != "demo" {
				return &all[i]
			}
		}
		require.Fail(t, "no case", words)
		return nil
	}
	of := func(kind string) *judged.Item {
		return &judged.Item{Thing: judged.Thing{Kind: kind, PriceVND: 150_000}}
	}
	que := map[string]bool{"que-tre": true}
	for _, c := range []struct {
		words string
		item  *judged.Item
		also  map[string]bool
		want  int
	}{
		{"quế", of("que-chi"), nil, 3},
		{"quế", of("phan-trun-que"), nil, 0}, // worm compost is no cinnamon
		{"quế", of("tinh-dau-que"), nil, 1},
		{"quế", of("que-tre"), nil, 0},
		{"quế", of("que-tre"), que, 3}, // typed "que", which is a stick as well
		{"cà pháo", of("ca-phao"), nil, 3},
		{"cà pháo", of("ca-tam"), nil, 0},
		{"mật ong dưới 200k", of("mat-ong-rung"), nil, 3},
		{"mật ong dưới 200k", &judged.Item{Thing: judged.Thing{Kind: "mat-ong-rung", PriceVND: 200_001}}, nil, 0},
		{"mật ong rừng trên 300k", of("mat-ong-rung"), nil, 0},
		{"chè shan tuyết 4 sao", &judged.Item{Thing: judged.Thing{Kind: "che-shan", Stars: 3}}, nil, 0},
		{"chè shan tuyết 4 sao", &judged.Item{Thing: judged.Thing{Kind: "che-shan", Stars: 4}}, nil, 3},
		{"mật ong rừng 500ml", &judged.Item{Thing: judged.Thing{Kind: "mat-ong-rung"}, Sizes: []string{"500 ml"}}, nil, 3},
		{"mật ong rừng 500ml", of("mat-ong-rung"), nil, 1},
		{"quế văn yên", &judged.Item{Thing: judged.Thing{Kind: "que-chi"}, Places: []string{"dai-son", "van-yen"}}, nil, 3},
		{"quế văn yên", of("que-chi"), nil, 1}, // the right thing from elsewhere
		{"quế văn yên", of("que-tre"), que, 0}, // a place rules other readings out
		{"htx mẫu 17", &judged.Item{Thing: judged.Thing{Kind: "ga-den"}, Maker: 17}, nil, 3},
		{"htx mẫu 17", &judged.Item{Thing: judged.Thing{Kind: "ga-den"}, Maker: 117}, nil, 0},
		{"đoàn lương", &judged.Item{Code: "P13"}, nil, 3},
		{"đoàn lương", of("mut-tao-meo"), nil, 0},
	} {
		require.Equal(t, c.want, find(c.words).Grade(c.item, c.also), "%s: %+v", c.words, c.item)
	}
}

func TestRunCases(t *testing.T) {
	t.Parallel()
	all, err := judged.Cases()
	require.NoError(t, err)
	_, items := hardMarket(t, 500, 300)
	asked := map[string]map[string]string{} // by what was meant, then by way
	none, err := judged.RunCases(t.Context(), all, items, func(context.Context, string) ([]string, error) { return nil, nil })
	require.NoError(t, err)
	require.InDelta(t, 0, none.Total.Success1+none.Total.Success5+none.Total.NDCG10, 1e-9)
	require.InDelta(t, 1, none.Total.Empty, 1e-9)
	require.Len(t, none.Misses, none.Total.Queries)
	for _, m := range none.Misses {
		if asked[m.Meant] == nil {
			asked[m.Meant] = map[string]string{}
		}
		asked[m.Meant][m.Way] = m.Text
	}
	require.Equal(t, "chesuoigiang", asked["chè suối giàng"][judged.WayGlued])
	require.Equal(t, "thuỷ sản", asked["thủy sản"][judged.WayTone])
	require.Equal(t, "mặt nạ hoá trang", asked["mặt nạ hóa trang"][judged.WayTone])
	require.Equal(t, "maatj nhaan", asked["mật nhân"][judged.WayTelex])
	require.NotContains(t, asked["mật nhân"], judged.WayFolded, "left out")
	require.NotContains(t, asked["tinh dầu"], judged.WayTone)
	require.Contains(t, none.String(), "look-alike")
	_, err = json.Marshal(none)
	require.NoError(t, err)

	// By hand: one right, one near, in this order and the other; there are two such items.
	var one []judged.Case
	for _, c := range all {
		if c.Words == "phân trùn quế anh tú" {
			c.Without = []string{"nfd", "upper", "folded", "telex", "vni", "mixed", "typo", "joined", "prefix", "glued", "parted"}
			one = append(one, c)
		}
	}
	require.Len(t, one, 1)
	two := map[string]judged.Item{
		"a": {Thing: judged.Thing{Slug: "a", Kind: "phan-trun-que"}, Code: "P49"},
		"b": {Thing: judged.Thing{Slug: "b", Kind: "phan-trun-que"}},
		"c": {Thing: judged.Thing{Slug: "c", Kind: "que-chi"}},
	}
	const second = 1.584962500721156 // log2(3)
	for _, c := range []struct {
		answer           []string
		first, five, dcg float64
	}{
		{[]string{"a", "b"}, 1, 1, 1},
		{[]string{"b", "a", "c"}, 0, 1, (1 + 7/second) / (7 + 1/second)},
		{[]string{"c", "b"}, 0, 0, (1 / second) / (7 + 1/second)},
	} {
		r, err := judged.RunCases(t.Context(), one, two, func(context.Context, string) ([]string, error) { return c.answer, nil })
		require.NoError(t, err)
		require.Equal(t, 1, r.Total.Queries)
		require.InDelta(t, c.first, r.ByTopic["seller"].Success1, 1e-9)
		require.InDelta(t, c.five, r.ByWay["accented"].Success5, 1e-9)
		require.InDelta(t, c.dcg, r.Total.NDCG10, 1e-9)
	}
	broken := fmt.Errorf("no engine")
	_, err = judged.RunCases(t.Context(), all, items, func(context.Context, string) ([]string, error) { return nil, broken })
	require.ErrorIs(t, err, broken)
}

// TestLoad puts a small hard market beside the demo; lapsed stars must not show.
func TestLoad(t *testing.T) {
	t.Parallel()
	ctx, d := t.Context(), dbtest.New(t)
	c := &clock.Fixed{T: time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)}
	cat := catalog.NewService(catalog.Deps{DB: d, Clock: c})
	_, err := demo.Seed(ctx, demo.Deps{DB: d, Clock: c, Party: party.NewService(d, c), Stock: stock.NewService(d, c), Catalog: cat},
		demo.Options{WithoutPictures: true, WithoutLogins: true})
	require.NoError(t, err)
	products, _ := hardMarket(t, 60, 40)
	require.NoError(t, judged.Load(ctx, d, products, c.Now()))
	lapsed := judged.Lapsed(products)
	require.NotEmpty(t, lapsed)
	require.NoError(t, judged.AddLapsed(ctx, d, lapsed, c.Now()))
	require.NoError(t, cat.RefreshAll(ctx))
	count := func(query string, args ...any) (n int) {
		t.Helper()
		require.NoError(t, d.Conn(ctx).Raw(query, args...).Row().Scan(&n))
		return n
	}
	require.Equal(t, len(products)+50, count(`SELECT count(*) FROM products WHERE search_name <> ''`))
	require.Equal(t, len(lapsed), count(`SELECT count(*) FROM ocop_certificates WHERE number LIKE 'CU-%' AND expires_on < '2026-11-23'`))
	starred := 0
	for i := range products {
		if products[i].Stars > 0 {
			starred++
		}
	}
	require.Equal(t, starred, count(`SELECT count(*) FROM products WHERE ocop_stars > 0 AND (slug LIKE 'thu-%' OR slug LIKE 'gan-%' OR slug LIKE 'can-%')`))
}
