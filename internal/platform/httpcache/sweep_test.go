package httpcache

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/clock"
)

// What is too old to be given to anybody does not stay in memory either.
func TestCache_forgets_old_answers(t *testing.T) {
	gin.SetMode(gin.TestMode)
	synctest.Test(t, func(t *testing.T) {
		c := New(clock.System{})
		e := gin.New()
		e.GET("/n", c.Middleware(), func(g *gin.Context) { g.String(http.StatusOK, strings.Repeat("chợ phiên ", 1000)) })
		ask := func(path string) { e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil)) }
		for _, path := range []string{"/n", "/n?a", "/n?b"} {
			ask(path)
		}
		require.Equal(t, 3, c.entries.Len())
		time.Sleep(TTL + sweepEvery + TTL/2) // a request now and then keeps the sweep going
		ask("/n?c")
		synctest.Wait()
		require.Equal(t, 1, c.entries.Len())
		time.Sleep(2 * sweepEvery)
		synctest.Wait()
		require.Zero(t, c.entries.Len())
		require.False(t, c.sweeping.Load(), "a quiet cache has no timer")
	})
}
