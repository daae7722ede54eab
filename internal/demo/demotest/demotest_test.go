package demotest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/stock"
)

func TestSeed(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	began := time.Now()
	m := demotest.Seed(t, d)
	t.Logf("seeded in %v", time.Since(began))

	c := &clock.Fixed{T: demotest.Opening}
	for _, p := range []demotest.Person{m.Consumer, m.DoanLuong.Owner, m.DGP.Staff, m.Buyer.Owner, m.Alliance.Owner} {
		_, err := party.NewService(d, c).CheckLogin(t.Context(), party.CheckLoginInput{Login: p.Phone, Password: demotest.Password, ClientIP: "127.0.0.1"})
		require.NoError(t, err)
	}
	drift, err := stock.NewService(d, c).Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
	page, err := catalog.NewService(catalog.Deps{DB: d, Clock: c}).ListProducts(t.Context(), catalog.ListInput{})
	require.NoError(t, err)
	require.EqualValues(t, 6, page.Total, "all but the draft")
}
