// Package money holds whole đồng. VND has no minor unit, so an amount is an
// int64 and every operation that could overflow says so.
package money

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// VND is an amount of whole đồng. Amounts owed or refunded may be negative.
type VND int64

// Max is the largest amount the market handles in one figure: 10^15 ₫, far
// above any real basket and far below overflow of a sum over a year.
const Max VND = 1_000_000_000_000_000

// ErrOverflow is returned when a result would leave ±Max.
var ErrOverflow = errors.New("amount too large")

// Add returns a+b, or ErrOverflow.
func (a VND) Add(b VND) (VND, error) {
	s := a + b
	if a > Max || a < -Max || b > Max || b < -Max || s > Max || s < -Max {
		return 0, ErrOverflow
	}
	return s, nil
}

// Times returns a×n for a count n, or ErrOverflow.
func (a VND) Times(n int64) (VND, error) {
	if a == 0 || n == 0 {
		return 0, nil
	}
	if n == math.MinInt64 || int64(a) == math.MinInt64 {
		return 0, ErrOverflow
	}
	p := int64(a) * n
	if p/n != int64(a) || VND(p) > Max || VND(p) < -Max {
		return 0, ErrOverflow
	}
	return VND(p), nil
}

// String formats the Vietnamese way with a no-break space: "125.000 ₫".
func (a VND) String() string { return group(int64(a), ".") + "\u00a0₫" }

// English formats for English readers: "₫125,000".
func (a VND) English() string {
	s := group(int64(a), ",")
	if strings.HasPrefix(s, "-") {
		return "-₫" + s[1:]
	}
	return "₫" + s
}

func group(n int64, sep string) string {
	s := strconv.FormatInt(n, 10)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	var b strings.Builder
	if neg {
		b.WriteByte('-')
	}
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(r)
	}
	return b.String()
}
