package money

import (
	"cmp"
	"errors"
	"math/bits"
	"slices"
)

// ErrWeights is returned for weights that are negative, all zero or too large.
var ErrWeights = errors.New("weights must not be negative, and one at least must be positive")

// Split parts an amount by weights so that the shares add up to it exactly: each gets
// its part rounded towards zero, and the đồng left over go to the largest remainders,
// the first of equals first. Errors: ErrOverflow beyond ±Max, ErrWeights.
func Split(amount VND, weights []int64) ([]VND, error) {
	if amount > Max || amount < -Max {
		return nil, ErrOverflow
	}
	var sum uint64
	for _, w := range weights {
		if w < 0 || sum > 1<<62 {
			return nil, ErrWeights
		}
		sum += uint64(w)
	}
	if sum == 0 || sum > 1<<62 {
		return nil, ErrWeights
	}
	sign, size := VND(1), uint64(amount) //nolint:gosec // G115: turned below where it is negative
	if amount < 0 {
		sign, size = -1, uint64(-amount)
	}
	shares, rest := make([]VND, len(weights)), make([]uint64, len(weights))
	left := amount
	for i, w := range weights {
		hi, lo := bits.Mul64(size, uint64(w)) //nolint:gosec // G115: not negative; hi < sum, since w ≤ sum and size < 2^62
		q, r := bits.Div64(hi, lo, sum)
		shares[i], rest[i] = sign*VND(q), r //nolint:gosec // G115: q ≤ size
		left -= shares[i]
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for i := 0; left != 0; i++ {
		shares[order[i]] += sign
		left -= sign
	}
	return shares, nil
}

// BasisPoints is a rate in hundredths of a percent: 250 is 2,5 %.
type BasisPoints int64

// Whole is a rate of 100 %.
const Whole BasisPoints = 10_000
