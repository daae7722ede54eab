package shipping_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/shipping"
)

func TestRate_Fee(t *testing.T) {
	t.Parallel()
	r := shipping.Rate{FirstG: 500, First: 20000, StepG: 500, Step: 5000, Cold: 15000}
	for weight, want := range map[int64]money.VND{1: 20000, 500: 20000, 501: 25000, 1000: 25000, 1001: 30000} {
		fee, err := r.Fee(weight, false)
		require.NoError(t, err)
		require.Equal(t, want, fee, "%d g", weight)
	}
	fee, err := r.Fee(300, true)
	require.NoError(t, err)
	require.Equal(t, money.VND(35000), fee)
	_, err = r.Fee(math.MaxInt64, false)
	require.ErrorIs(t, err, money.ErrOverflow)
}

func TestService_Tariff_takes_the_rate_of_the_day(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	_, err := d.Pool().Exec(t.Context(), `
INSERT INTO province_regions VALUES ('15','bac'),('01','bac'),('79','nam');
INSERT INTO remote_communes VALUES ('04462', 20000, 2);
INSERT INTO shipping_rates (zone, valid_from, first_g, first_vnd, step_g, step_vnd, days_min, days_max) VALUES
 ('noi_tinh','2020-01-01',500,10000,500,1000,1,2), ('noi_tinh','2025-01-01',500,20000,500,2000,1,2),
 ('noi_tinh','2999-01-01',500,99000,500,2000,1,2), ('mien_bac','2020-01-01',500,25000,500,3000,2,3),
 ('lien_mien','2020-01-01',500,35000,500,5000,3,5)`)
	require.NoError(t, err)
	service := shipping.NewService(d, clock.System{})
	tariff, err := service.Tariff(t.Context(), "00166")
	require.NoError(t, err)
	for _, c := range []struct {
		to   string
		want money.VND
	}{{"15", 20000}, {"01", 25000}, {"79", 35000}} {
		r, err := tariff.Between("15", c.to)
		require.NoError(t, err)
		require.Equal(t, c.want, r.First)
	}
	far, err := service.Tariff(t.Context(), "04462")
	require.NoError(t, err)
	rate, err := far.Between("15", "15")
	require.NoError(t, err)
	require.Equal(t, 4, rate.DaysMax, "two days more at the end of the road")
	fee, err := rate.Fee(400, false)
	require.NoError(t, err)
	require.Equal(t, money.VND(40_000), fee)
	_, err = tariff.Between("15", "no such")
	require.ErrorIs(t, err, shipping.ErrUnknownProvince)
	require.Equal(t, shipping.Reach{North: true}, tariff.Reach("15", "01"))
}
