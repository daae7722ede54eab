package place_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

// today is a day after every change that the data knows.
var today = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)

func setup(tb testing.TB) (*place.Service, *db.DB, *clock.Fixed) {
	tb.Helper()
	d := dbtest.New(tb)
	require.NoError(tb, place.LoadReference(context.Background(), d))
	c := &clock.Fixed{T: today}
	return place.NewService(d, c), d, c
}
