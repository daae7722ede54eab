package catalog

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// The drawing and the table say the same.
func TestMoves_are_drawn(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/listing-states.md")
	require.NoError(t, err)
	drawn := map[[2]Status]bool{}
	for _, m := range regexp.MustCompile(`(?m)^  (\w+) --> (\w+):`).FindAllStringSubmatch(string(raw), -1) {
		drawn[[2]Status{Status(m[1]), Status(m[2])}] = true
	}
	all := []Status{StatusDraft, StatusInReview, StatusRefused, StatusListed, StatusHidden, StatusArchived}
	for _, from := range all {
		for _, to := range all {
			require.Equal(t, moves(from, to), drawn[[2]Status{from, to}], "%s to %s", from, to)
		}
	}
}

func TestHints_and_score(t *testing.T) {
	t.Parallel()
	l := &Listing{}
	hints := l.Hints(Similar{})
	total := 0
	for _, h := range hints {
		total += h.Weight
	}
	require.Equal(t, fullScore, total)
	require.Equal(t, 10, Score(hints), "only that nothing speaks against the price")
	done := func(s Similar) bool {
		for _, h := range l.Hints(s) {
			if h.Code == "price" {
				return h.Done
			}
		}
		return false
	}
	require.False(t, done(Similar{Count: 3, Middle: 100_000, Price: 301_000}))
	require.False(t, done(Similar{Count: 3, Middle: 100_000, Price: 33_000}))
	require.True(t, done(Similar{Count: 3, Middle: 100_000, Price: 290_000}))
	require.True(t, done(Similar{Count: 2, Middle: 100_000, Price: 900_000}), "two are no market")
	l.Shots = []Picture{{Width: 1600, Height: 1200}, {Width: 640, Height: 480}}
	require.Equal(t, 30, Score(l.Hints(Similar{})), "a picture, and one of them is not sharp")
}
