package httpcache_test

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/httpcache"
)

type bundle struct {
	engine *gin.Engine
	clock  *clock.Fixed
	ran    *atomic.Int64
	hold   chan struct{}
}

func setup() bundle {
	gin.SetMode(gin.TestMode)
	b := bundle{engine: gin.New(), clock: &clock.Fixed{T: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}, ran: &atomic.Int64{}, hold: make(chan struct{})}
	cached := httpcache.New(b.clock).Middleware()
	b.engine.GET("/n", cached, func(g *gin.Context) {
		g.String(http.StatusOK, "answer "+strconv.FormatInt(b.ran.Add(1), 10)+strings.Repeat(" chợ phiên", 200))
	})
	b.engine.GET("/bad", cached, func(g *gin.Context) { b.ran.Add(1); g.String(http.StatusNotFound, "no") })
	b.engine.GET("/slow", cached, func(g *gin.Context) {
		select {
		case <-g.Request.Context().Done():
			g.String(http.StatusServiceUnavailable, "cancelled")
		case <-b.hold:
			g.String(http.StatusOK, strconv.FormatInt(b.ran.Add(1), 10))
		}
	})
	return b
}

func (b bundle) get(path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	b.engine.ServeHTTP(w, r)
	return w
}

func TestMiddleware_is_never_more_than_a_second_stale(t *testing.T) {
	t.Parallel()
	b := setup()
	require.True(t, strings.HasPrefix(b.get("/n").Body.String(), "answer 1 "))
	b.clock.Advance(999 * time.Millisecond)
	require.True(t, strings.HasPrefix(b.get("/n").Body.String(), "answer 1 "))
	b.clock.Advance(time.Millisecond)
	require.True(t, strings.HasPrefix(b.get("/n").Body.String(), "answer 2 "))
	require.True(t, strings.HasPrefix(b.get("/n?x=1").Body.String(), "answer 3 "), "another address is another answer")
}

func TestMiddleware_etag_and_compression(t *testing.T) {
	t.Parallel()
	b := setup()
	plain := b.get("/n")
	etag := plain.Header().Get("ETag")
	require.NotEmpty(t, etag)
	again := b.get("/n", "If-None-Match", etag)
	require.Equal(t, http.StatusNotModified, again.Code)
	require.Empty(t, again.Body.String())
	zipped := b.get("/n", "Accept-Encoding", "gzip, br")
	require.Equal(t, "gzip", zipped.Header().Get("Content-Encoding"))
	r, err := gzip.NewReader(zipped.Body)
	require.NoError(t, err)
	text, err := io.ReadAll(r)
	require.NoError(t, err)
	require.Equal(t, plain.Body.String(), string(text))
	require.Equal(t, int64(1), b.ran.Load())
}

func TestMiddleware_keeps_no_failure(t *testing.T) {
	t.Parallel()
	b := setup()
	require.Equal(t, http.StatusNotFound, b.get("/bad").Code)
	require.Equal(t, http.StatusNotFound, b.get("/bad").Code)
	require.Equal(t, int64(2), b.ran.Load())
}

func TestMiddleware_many_wait_for_one_even_if_the_first_leaves(t *testing.T) {
	t.Parallel()
	b := setup()
	ctx, leave := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	codes := make([]int, 20)
	for i := range codes {
		wg.Go(func() {
			r := httptest.NewRequest(http.MethodGet, "/slow", nil).WithContext(ctx)
			w := httptest.NewRecorder()
			b.engine.ServeHTTP(w, r)
			codes[i] = w.Code
		})
	}
	leave()
	close(b.hold)
	wg.Wait()
	for _, code := range codes {
		require.Equal(t, http.StatusOK, code)
	}
}
