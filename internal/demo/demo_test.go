package demo_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/stock"
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
	require.Less(t, time.Since(began), 3*time.Second)
	t.Logf("second run in %v", time.Since(began))

	drift, err := d.Stock.Audit(ctx)
	require.NoError(t, err)
	require.Empty(t, drift)
	logins, err := demo.Logins()
	require.NoError(t, err)
	require.Len(t, logins, 4)
	_, err = d.Party.CheckLogin(ctx, party.CheckLoginInput{Login: logins[0].Phone, Password: logins[0].Password, ClientIP: "127.0.0.1"})
	require.NoError(t, err)
}
