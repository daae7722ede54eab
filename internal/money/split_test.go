package money_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/money"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount  money.VND
		weights []int64
		want    []money.VND
	}{
		{100, []int64{1, 1, 1}, []money.VND{34, 33, 33}},
		{-100, []int64{1, 1, 1}, []money.VND{-34, -33, -33}},
		{1, []int64{1, 2, 3}, []money.VND{0, 0, 1}},
		{10, []int64{0, 5, 0}, []money.VND{0, 10, 0}},
		{0, []int64{3, 4}, []money.VND{0, 0}},
		{money.Max, []int64{1 << 61, 1 << 61}, []money.VND{money.Max / 2, money.Max / 2}},
	} {
		got, err := money.Split(c.amount, c.weights)
		require.NoError(t, err)
		require.Equal(t, c.want, got)
	}
	for _, weights := range [][]int64{nil, {0, 0}, {1, -1}, {1 << 62, 1 << 62}} {
		_, err := money.Split(1, weights)
		require.ErrorIs(t, err, money.ErrWeights)
	}
	_, err := money.Split(money.Max+1, []int64{1})
	require.ErrorIs(t, err, money.ErrOverflow)
}

// Whatever is split, nothing is lost or made, no share is a whole đồng from its exact
// part, none has the other sign, and who weighs more never gets less.
func TestSplit_is_exact(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 11))
	for range 20_000 {
		amount := money.VND(r.Int64N(int64(2*money.Max)+1)) - money.Max
		if r.IntN(2) == 0 {
			amount = money.VND(r.IntN(2001) - 1000)
		}
		weights, sum := make([]int64, 1+r.IntN(8)), int64(0)
		for i := range weights {
			if weights[i] = r.Int64N(1 << r.IntN(40)); i == 0 {
				weights[i]++
			}
			sum += weights[i]
		}
		shares, err := money.Split(amount, weights)
		require.NoError(t, err)
		var total money.VND
		for i, s := range shares {
			total += s
			require.False(t, s < 0 && amount > 0 || s > 0 && amount < 0, "%d by %v: %v", amount, weights, shares)
			if amount > -1000 && amount < 1000 {
				exact, got := int64(amount)*weights[i], int64(s)*sum
				require.Less(t, max(exact-got, got-exact), sum, "%d by %v: %v", amount, weights, shares)
			}
			for j, other := range shares {
				if weights[i] > weights[j] {
					require.GreaterOrEqual(t, max(s, -s), max(other, -other), "%d by %v: %v", amount, weights, shares)
				}
			}
		}
		require.Equal(t, amount, total, "%d by %v: %v", amount, weights, shares)
	}
}
