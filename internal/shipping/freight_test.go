package shipping_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/shipping"
)

func TestFreight_by_distance_and_weight(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	s := shipping.NewService(d, clock.System{})
	none, err := s.Freight(t.Context())
	require.NoError(t, err)
	_, ok := none.PerUnit("15", "01", 1600)
	require.False(t, ok, "no rate, no price")

	_, err = d.Pool().Exec(t.Context(), `INSERT INTO freight_rates (valid_from, up_to_km, loading_vnd, vnd_per_tonne_km) VALUES
 ('2020-01-01', 2500, 1, 1), ('2026-01-01', 100, 180000, 4500), ('2026-01-01', 2500, 180000, 2500), ('2999-01-01', 2500, 9, 9)`)
	require.NoError(t, err)
	f, err := s.Freight(t.Context())
	require.NoError(t, err)
	km, ok := f.Distance("15", "01")
	require.True(t, ok)
	require.InDelta(t, 170, km, 20, "Yên Bái is about 170 km from Hà Nội by road")
	far, _ := f.Distance("15", "68")
	require.InDelta(t, 1550, far, 200)
	fee, ok := f.PerUnit("15", "01", 1600)
	require.True(t, ok)
	require.Equal(t, money.VND(((180_000+100*4500+(km-100)*2500)*1600+999_999)/1_000_000), fee, "rounded up, the farther part cheaper")
	_, ok = f.PerUnit("15", "xx", 1600)
	require.False(t, ok)
	within, _ := f.PerUnit("15", "15", 1_000_000)
	require.Equal(t, money.VND(180_000+40*4500), within)
}
