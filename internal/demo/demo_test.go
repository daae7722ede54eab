package demo_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/supply"
)

// opening is the day of the demo.
var opening = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)

func deps(t *testing.T) demo.Deps {
	t.Helper()
	d := dbtest.New(t)
	c := &clock.Fixed{T: opening}
	b, err := blob.Open(t.Context(), "file://"+filepath.ToSlash(t.TempDir()))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return demo.Deps{
		DB: d, Clock: c, Party: party.NewService(d, c), Stock: stock.NewService(d, c),
		Catalog: catalog.NewService(catalog.Deps{DB: d, Clock: c, Blobs: b}),
	}
}

func TestSeed_whole(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := deps(t)
	began := time.Now()
	first, err := demo.Seed(ctx, d, demo.Options{})
	require.NoError(t, err)
	t.Logf("first run: %+v in %v", first, time.Since(began))
	require.Equal(t, 50, first.Products)
	require.GreaterOrEqual(t, first.Organisations, 19)
	require.GreaterOrEqual(t, first.Pictures, 66)

	began = time.Now()
	second, err := demo.Seed(ctx, d, demo.Options{})
	require.NoError(t, err)
	require.Equal(t, demo.Report{}, second, "the second run changes nothing")
	t.Logf("second run in %v", time.Since(began))

	shelf, err := d.Catalog.ListProducts(ctx, catalog.ListInput{})
	require.NoError(t, err)
	require.GreaterOrEqual(t, shelf.Total, int64(45), "the shop is full: nothing of the sample waits for a check")
	drift, err := d.Stock.Audit(ctx)
	require.NoError(t, err)
	require.Empty(t, drift)
	logins, err := demo.Logins()
	require.NoError(t, err)
	require.Len(t, logins, 4)
	_, err = d.Party.CheckLogin(ctx, party.CheckLoginInput{Login: logins[0].Phone, Password: logins[0].Password, ClientIP: "127.0.0.1"})
	require.NoError(t, err)
}

// A newcomer meets a contract in the middle of its life, whatever the day of the load is.
func TestSeed_a_running_contract(t *testing.T) {
	t.Parallel()
	for _, day := range []int{23, 28, 30} {
		t.Run(fmt.Sprint(day), func(t *testing.T) {
			t.Parallel()
			ctx := t.Context()
			d := dbtest.NewSeeded(t, "places", place.LoadReference)
			c := &clock.Fixed{T: time.Date(2026, 11, day, 3, 0, 0, 0, time.UTC)}
			b, err := blob.Open(ctx, "mem://")
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, b.Close()) })
			cat, places := catalog.NewService(catalog.Deps{DB: d, Clock: c, Blobs: b}), place.NewService(d, c)
			deps := demo.Deps{
				DB: d, Clock: c, Party: party.NewService(d, c), Stock: stock.NewService(d, c), Catalog: cat,
				Supply: supply.NewService(supply.Deps{DB: d, Catalog: cat, Place: places, Clock: c}),
				Demand: demand.NewService(demand.Deps{DB: d, Catalog: cat, Place: places, Clock: c}), Contract: contract.NewService(d, c),
			}
			report, err := demo.Seed(ctx, deps, demo.Options{WithoutPictures: true})
			require.NoError(t, err)
			require.Equal(t, 1, report.Contracts)
			again, err := demo.Seed(ctx, deps, demo.Options{WithoutPictures: true})
			require.NoError(t, err)
			require.Equal(t, demo.Report{}, again)

			org, err := deps.Party.FindOrganisation(ctx, "thuc-pham-mau-ha-noi")
			require.NoError(t, err)
			page, err := deps.Contract.Own(ctx, org, contract.Filter{}, "", 10)
			require.NoError(t, err)
			require.Len(t, page.Items, 1)
			k := page.Items[0]
			require.True(t, k.Sample)
			require.Equal(t, contract.StatusActive, k.Status)
			require.Len(t, k.Parties(), 4)
			list, err := deps.Contract.Deliveries(ctx, k.ID)
			require.NoError(t, err)
			count := map[contract.DeliveryStatus]int{}
			for _, x := range list {
				count[x.Status]++
			}
			require.Equal(t, map[contract.DeliveryStatus]int{
				contract.DeliveryAccepted: 3, contract.DeliveryCalled: 1, contract.DeliveryConfirmed: 2, contract.DeliveryPlanned: 3,
			}, count)
			short, err := deps.Contract.Shortfalls(ctx, k.ID)
			require.NoError(t, err)
			require.Len(t, short, 1)
			require.Equal(t, contract.ShortfallRaised, short[0].Status)
			late, err := deps.Contract.Overdue(ctx)
			require.NoError(t, err)
			require.Empty(t, late)
			drift, err := deps.Supply.Audit(ctx)
			require.NoError(t, err)
			require.Empty(t, drift)
		})
	}
}
