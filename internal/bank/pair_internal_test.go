package bank

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

const words = "NGUYEN THI HUONG GIANG chuyen tien mua hang"

// few makes entries that are easily taken for one another.
func few(rnd *rand.Rand, n int) []Entry {
	out := make([]Entry, n)
	for i := range out {
		out[i] = Entry{Day: day(1 + rnd.IntN(3)), Amount: money.VND(1+rnd.IntN(2)) * 10_000, Text: []string{"chuyen tien mua hang", words, "CP7K2M9QX"}[rnd.IntN(3)]}
		if rnd.IntN(4) == 0 {
			out[i].Ref = fmt.Sprintf("FT%d", rnd.IntN(5))
		}
		if balance := money.VND(rnd.IntN(3)); rnd.IntN(4) == 0 {
			out[i].Balance = &balance
		}
	}
	return out
}

func day(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }

// As many entries are known as can be, each as a line of its own that it may be: compared
// with paths through single entries and lines, found the plain way.
func TestMerge_finds_as_many_as_there_are(t *testing.T) {
	t.Parallel()
	for seed := range uint64(1000) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		entries := few(rnd, rnd.IntN(40))
		var known []Line
		lineOf := map[ident.ID]int{}
		for i, e := range few(rnd, rnd.IntN(40)) {
			known = append(known, Line{ID: ident.New(), Entry: e, Channel: []Channel{ChannelSheet, ChannelSePay}[rnd.IntN(2)]})
			lineOf[known[i].ID] = i
		}
		may := func(i, k int) bool {
			return certain(faceOf(entries[i]), faceOf(known[k].Entry), known[k].Channel == ChannelSheet) != unlike
		}
		taken, found := map[int]bool{}, 0
		for i, p := range merge(entries, ChannelSheet, known, nil) {
			if p.known == ident.Nil {
				continue
			}
			k := lineOf[p.known]
			require.False(t, taken[k], "seed %d: line %d twice", seed, k)
			require.True(t, may(i, k), "seed %d: entry %d is not line %d", seed, i, k)
			taken[k] = true
			found++
		}
		require.Equal(t, most(len(entries), len(known), may), found, "seed %d", seed)
	}
}

// most is how many pairs there can be at most.
func most(entries, lines int, may func(i, k int) bool) (n int) {
	entryOf := map[int]int{}
	var place func(i int, tried map[int]bool) bool
	place = func(i int, tried map[int]bool) bool {
		for k := range lines {
			if tried[k] || !may(i, k) {
				continue
			}
			tried[k] = true
			if other, is := entryOf[k]; !is || place(other, tried) {
				entryOf[k] = i
				return true
			}
		}
		return false
	}
	for i := range entries {
		if place(i, map[int]bool{}) {
			n++
		}
	}
	return n
}

// A file of transfers of one amount, half of which a service has told: alike to the letter, or all different.
func BenchmarkMerge(b *testing.B) {
	for _, days := range []int{1, 30} {
		for _, alike := range []bool{true, false} {
			for _, n := range []int{1_000, 10_000} {
				b.Run(fmt.Sprintf("days=%d/alike=%v/lines=%d", days, alike, n), func(b *testing.B) {
					entries, known := make([]Entry, n), make([]Line, n/2)
					for i := range entries {
						entries[i] = Entry{Day: day(1).AddDate(0, 0, i%days), Amount: 55_000, Text: words}
						if !alike {
							entries[i].Text += fmt.Sprintf(" CP%06dX", i)
						}
					}
					for i := range known {
						known[i] = Line{ID: ident.New(), Channel: ChannelSePay, Entry: entries[i]}
					}
					for b.Loop() {
						merge(entries, ChannelSheet, known, nil)
					}
				})
			}
		}
	}
}
