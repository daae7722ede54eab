package search

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/vntext"
)

func called(names ...string) *candidate {
	c := &candidate{season: yearRound}
	for i, n := range names {
		if i > 0 {
			c.names, c.spelt = c.names+"\n", c.spelt+"\n"
		}
		c.names, c.spelt = c.names+vntext.SearchKey(n), c.spelt+vntext.AccentKey(n)
	}
	return c
}

// TestScore holds who comes before whom: for each query the candidates in the
// order wanted, by name, English name and aliases.
func TestScore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query string
		order []*candidate
	}{
		{"mứt tào mèo", []*candidate{
			called("Mứt tào mèo", ""), called("Mứt tào mèo Đoàn Lương", ""), called("Mứt táo mèo", ""), called("Mèo tào mứt", ""),
		}},
		{"mut tao meo", []*candidate{called("Mứt táo mèo", ""), called("Mứt táo mèo sấy", ""), called("Mứt mận táo và mèo", ""), called("Ô mai", "", "mứt táo mèo sấy"), called("Mèo và táo mứt", "")}},
		{"bưởi", []*candidate{called("Bưởi Đại Minh", ""), called("Tinh dầu bưởi", ""), called("Bươi", "")}},
		{"cà pháo", []*candidate{called("Cà pháo muối", ""), called("Cá phao", "")}},
		{"sơn tra", []*candidate{called("Quả", "", "sơn tra"), called("Giấm", "", "giấm sơn tra")}},
		{"mật ong r", []*candidate{called("Mật ong rừng", ""), called("Rượu mật ong rừng", "")}},
	} {
		a := askedOf(readingOf(c.query))
		var scores []int64
		for _, one := range c.order {
			scores = append(scores, score(one, &a, 11))
		}
		require.True(t, slices.IsSortedFunc(scores, func(x, y int64) int { return int(y - x) }), "%s: %v", c.query, scores)
		require.NotEqual(t, scores[0], scores[1], "%s: %v", c.query, scores)
	}
}

// TestScore_signals holds that what counts beside words decides among equals only.
func TestScore_signals(t *testing.T) {
	t.Parallel()
	a := askedOf(readingOf("chè"))
	plain := called("Chè Shan", "")
	better := func(change func(c *candidate)) int64 {
		c := called("Chè Shan", "")
		change(c)
		return score(c, &a, 11) - score(plain, &a, 11)
	}
	require.Positive(t, better(func(c *candidate) { c.inStock = true }))
	require.Positive(t, better(func(c *candidate) { c.season = 1 << 10 }), "in season in November")
	require.Zero(t, better(func(c *candidate) { c.season = 1 << 2 }))
	require.Positive(t, better(func(c *candidate) { c.stars = 3 }))
	require.Positive(t, better(func(c *candidate) { c.sold = 1 }))
	all := called("Bánh chè Shan", "")
	all.inStock, all.season, all.stars, all.sold = true, 1<<10, 5, 1<<40
	require.Greater(t, score(plain, &a, 11), score(all, &a, 11), "no signal lifts above a better match of words")
}

func TestMark(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query, name string
		want        []Span
	}{
		{"mut tao meo", "Mứt tào mèo", []Span{{0, 11}}},
		{"tao meo", "Ô mai táo mèo", []Span{{6, 13}}},
		{"ga hmong", "Gà H’Mông đen", []Span{{0, 9}}},
		{"mật r", "Mật ong rừng", []Span{{0, 3}}}, // one letter marks nothing
		{"mật rư", "Mật ong rừng", []Span{{0, 3}, {8, 12}}},
		{"xyz", "Mật ong", nil},
		{"che", "Chè & trà, chè khô", []Span{{0, 3}, {11, 14}}},
	} {
		a := askedOf(readingOf(c.query))
		require.Equal(t, c.want, mark(c.name, &a), "%q in %q", c.query, c.name)
	}
}
