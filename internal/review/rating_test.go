package review

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWeighed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		votes, sum int64
		want       int
	}{
		{0, 0, 0},
		{1, 5, 417},
		{1, 1, 350},
		{1, 4, 400}, // one voice moves it by a sixth of the way
		{10, 50, 467},
		{100, 500, 495},
		{100, 480, 476},
		{3, 10, 375},
	} {
		require.Equal(t, c.want, Weighed(c.votes, c.sum), "%d votes with %d stars", c.votes, c.sum)
	}
	require.Greater(t, Weighed(100, 480), Weighed(1, 5), "a hundred good votes stand above one perfect one")
}

// Over random votes: between prior and mean, nearer to the mean with more of the
// same votes, and a better vote never makes it worse.
func TestWeighed_properties(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(148, 1489))
	for range 20_000 {
		votes := 1 + r.Int64N(500)
		sum := votes + r.Int64N(4*votes+1)
		got, mean := Weighed(votes, sum), int(100*sum/votes)
		low, high := min(mean, priorStars), max(mean+1, priorStars)
		require.True(t, got >= low && got <= high, "%d votes, %d stars: %d outside %d–%d", votes, sum, got, low, high)
		more := Weighed(2*votes, 2*sum)
		require.LessOrEqual(t, abs(more-mean), abs(got-mean)+1, "%d votes, %d stars", votes, sum)
		if sum < 5*votes {
			require.GreaterOrEqual(t, Weighed(votes, sum+1), got)
		}
		require.GreaterOrEqual(t, Weighed(votes+1, sum+5), got, "five stars more make nothing worse")
		require.LessOrEqual(t, Weighed(votes+1, sum+1), got, "one star more makes nothing better")
	}
}

func abs(n int) int { return max(n, -n) }

func TestRatingOf(t *testing.T) {
	t.Parallel()
	sample := [5]int64{0, 0, 0, 1, 1}
	require.Equal(t, Rating{Votes: 2, Average: Weighed(2, 9), ByStars: sample, Sample: true}, ratingOf([5]int64{}, sample))
	real := [5]int64{1}
	require.Equal(t, Rating{Votes: 1, Average: Weighed(1, 1), ByStars: real}, ratingOf(real, sample), "one real voice silences the demo's")
	require.Equal(t, Rating{}, ratingOf([5]int64{}, [5]int64{}))
}

func TestAuthorOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Nguyễn Thị Lan": "Lan N.", "Giàng A Pháo": "Pháo G.", "đỗ Mỷ": "Mỷ Đ.", "Lan": "Lan", "  ": "",
	} {
		require.Equal(t, want, authorOf(name), name)
	}
}
