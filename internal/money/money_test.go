package money_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/money"
)

func TestVND_String(t *testing.T) {
	t.Parallel()
	for amount, want := range map[money.VND]string{
		0: "0\u00a0₫", 999: "999\u00a0₫", 1000: "1.000\u00a0₫", 125000: "125.000\u00a0₫",
		1250000: "1.250.000\u00a0₫", -45000: "-45.000\u00a0₫",
	} {
		require.Equal(t, want, amount.String())
	}
	require.Equal(t, "₫1,250,000", money.VND(1250000).English())
	require.Equal(t, "-₫1,000", money.VND(-1000).English())
}

func TestVND_overflow(t *testing.T) {
	t.Parallel()
	_, err := money.VND(math.MaxInt64).Times(2)
	require.ErrorIs(t, err, money.ErrOverflow)
	_, err = money.Max.Add(1)
	require.ErrorIs(t, err, money.ErrOverflow)
	_, err = money.VND(3_000_000_000).Times(math.MaxInt64)
	require.ErrorIs(t, err, money.ErrOverflow)
	sum, err := money.VND(60_000).Times(3)
	require.NoError(t, err)
	require.Equal(t, money.VND(180_000), sum)
}

func FuzzVND_Times(f *testing.F) {
	f.Add(int64(60_000), int64(3))
	f.Add(int64(math.MinInt64), int64(-1))
	f.Fuzz(func(t *testing.T, a, n int64) {
		p, err := money.VND(a).Times(n)
		if err == nil && n != 0 && (int64(p)/n != a || p > money.Max || p < -money.Max) {
			t.Fatalf("%d × %d = %d", a, n, p)
		}
	})
}
