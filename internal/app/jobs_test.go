package app_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

// Every job that runs by itself starts with the server: none fails, neither on the day a
// market opens with nothing in it nor in one that is full.
func TestJobs_that_start_with_the_server(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]map[string]string{
		"a market of today": nil,
		"an empty market":   {"DATABASE_URL": dbtest.DSNSeeded(t, "places", place.LoadReference), "DEMO": "false"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := apptest.StartScheduled(t, settings)
			for _, path := range []string{"/api/v1/home", "/api/v1/products?facets=true&q=che", "/api/v1/cooperatives", "/readyz"} {
				m.Guest().Get(path).Require(http.StatusOK)
			}
			// They are put in together, once a leader is elected.
			require.Eventually(t, func() bool {
				return count(t, m, `SELECT (count(*) > 10 AND count(*) FILTER (WHERE state = 'running' OR state = 'available' AND attempt = 0) = 0)::int FROM river_job`) == 1
			}, 60*time.Second, 50*time.Millisecond)
			var failed string
			require.NoError(t, m.App.DB.Conn(t.Context()).Raw(`SELECT coalesce(string_agg(kind || ': ' || errors[1]::text, '; '), '') FROM river_job WHERE errors IS NOT NULL`).Scan(&failed).Error)
			require.Empty(t, failed)
		})
	}
}
