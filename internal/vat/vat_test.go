package vat_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/vat"
)

// The rate is that of the day in Viet Nam, to the minute at which a law changes.
func TestService_Rate_by_the_day_of_the_sale(t *testing.T) {
	t.Parallel()
	s := vat.NewService(dbtest.New(t))
	for _, c := range []struct {
		treatment, at string
		want          int64
	}{
		{"standard", "01/07/2025 00:00", 800},
		{"standard", "31/12/2026 23:59", 800},
		{"standard", "01/01/2027 00:00", 1000},
		{"excise", "31/12/2026 23:59", 1000}, // no part of the reduction
		{"reduced", "01/12/2026 08:00", 500},
		{"exempt_farm", "01/12/2026 08:00", 0},
	} {
		at, err := time.ParseInLocation("02/01/2006 15:04", c.at, clock.Saigon)
		require.NoError(t, err)
		r, err := s.Rate(t.Context(), c.treatment, at.UTC())
		require.NoError(t, err)
		require.Equal(t, c.want, r.BasisPoints, "%s at %s", c.treatment, c.at)
		require.NotEmpty(t, r.Source)
	}
	_, err := s.Rate(t.Context(), "standard", time.Date(2025, 6, 30, 16, 59, 0, 0, time.UTC))
	require.Error(t, err, "before its first day a rate does not exist")
	_, err = s.Rate(t.Context(), "unknown", time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
	require.Error(t, err)
}

func TestTable_has_one_rate_for_each_day(t *testing.T) {
	t.Parallel()
	table, err := vat.NewService(dbtest.New(t)).Rates(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, table)
	for i, a := range table {
		for _, b := range table[i+1:] {
			require.False(t, a.Treatment == b.Treatment && (a.To.IsZero() || !b.From.After(a.To)), "two rates of %s overlap", a.Treatment)
		}
	}
}

// Included is exact: compared with fractions of any size.
func TestRate_Included_is_exact(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ gross, bp, want int64 }{
		{108_000, 800, 8_000},
		{110_000, 1000, 10_000},
		{105_000, 500, 5_000},
		{125_000, 0, 0},
		{1, 1000, 0},
		{6, 1000, 1},
		{85_000, 800, 6_296},
		{0, 800, 0},
		{-5, 800, 0},
	} {
		require.Equal(t, money.VND(c.want), vat.Rate{BasisPoints: c.bp}.Included(money.VND(c.gross)), "%d at %d", c.gross, c.bp)
	}
	random := rand.New(rand.NewPCG(5, 36))
	for range 20_000 {
		gross, bp := random.Int64N(math.MaxInt64/4), 1+random.Int64N(10_000)
		// round half up of gross × bp ÷ (10000 + bp), in whole numbers without bound.
		top := new(big.Int).Mul(big.NewInt(2*bp), big.NewInt(gross))
		top.Add(top, big.NewInt(10_000+bp))
		want := top.Quo(top, big.NewInt(2*(10_000+bp))).Int64()
		got := vat.Rate{BasisPoints: bp}.Included(money.VND(gross))
		require.Equal(t, money.VND(want), got, "%d at %d", gross, bp)
		require.LessOrEqual(t, got, money.VND(gross))
	}
}

func TestTable_Split_adds_up_by_rate(t *testing.T) {
	t.Parallel()
	table, err := vat.NewService(dbtest.New(t)).Rates(t.Context())
	require.NoError(t, err)
	sold := []vat.Sold{
		{Treatment: vat.Exempt, Gross: 25_000},
		{Treatment: "standard", Gross: 108_000},
		{Treatment: "excise", Gross: 110_000},
		{Treatment: "standard", Gross: 54_000},
		{Treatment: "unknown", Gross: 1},
		{Treatment: "standard", Gross: 0},
	}
	december := time.Date(2026, 12, 1, 5, 0, 0, 0, time.UTC)
	require.Equal(t, []vat.Part{
		{BasisPoints: 1000, Gross: 110_000, Tax: 10_000}, {BasisPoints: 800, Gross: 162_000, Tax: 12_000}, {Exempt: true, Gross: 25_000},
	}, table.Split(sold, december))
	require.Equal(t, []vat.Part{
		{BasisPoints: 1000, Gross: 272_000, Tax: 24_727}, {Exempt: true, Gross: 25_000},
	}, table.Split(sold, december.AddDate(0, 1, 0)), "the reduction has ended")
	require.Empty(t, table.Split(nil, december))
}
