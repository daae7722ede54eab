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

func TestVND_Words(t *testing.T) {
	t.Parallel()
	for amount, want := range map[money.VND]string{
		0: "Không đồng", 5: "Năm đồng", 15: "Mười lăm đồng", 21: "Hai mươi mốt đồng", 105: "Một trăm linh năm đồng",
		1_000: "Một nghìn đồng", 12_034: "Mười hai nghìn không trăm ba mươi bốn đồng", 125_000: "Một trăm hai mươi lăm nghìn đồng",
		1_200_000: "Một triệu hai trăm nghìn đồng", 5_500_001: "Năm triệu năm trăm nghìn không trăm linh một đồng",
		2_000_000_000: "Hai tỷ đồng", 1_000_500_000: "Một tỷ năm trăm nghìn đồng",
		-45_000:   "Âm bốn mươi lăm nghìn đồng",
		money.Max: "Một triệu tỷ đồng",
	} {
		require.Equal(t, want, amount.Words(), int64(amount))
	}
}
