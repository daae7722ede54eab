package httpserver_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/httpserver"
	"github.com/chophien/chophien/internal/platform/obs"
)

func observed(t *testing.T) (engine *gin.Engine, logged *bytes.Buffer, metrics *obs.Metrics) {
	t.Helper()
	tracing, err := obs.NewTracing(t.Context(), "", "test")
	require.NoError(t, err)
	logged, metrics = &bytes.Buffer{}, obs.NewMetrics("test")
	engine = gin.New()
	engine.Use(httpserver.Observe(obs.NewLogger(logged, slog.LevelInfo, "json"), metrics, tracing)...)
	engine.Use(gin.RecoveryWithWriter(&bytes.Buffer{}))
	engine.GET("/orders/:id", func(c *gin.Context) { c.String(http.StatusOK, obs.RequestID(c.Request.Context())) })
	engine.POST("/orders", func(c *gin.Context) { c.Status(http.StatusCreated) })
	engine.GET("/panic", func(*gin.Context) { panic("broken") })
	return engine, logged, metrics
}

func send(t *testing.T, engine *gin.Engine, method, path, id string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, path, nil)
	req.Header.Set(httpserver.RequestIDHeader, id)
	rec := httptest.NewRecorder()
	engine.ServeHTTP(rec, req)
	return rec
}

func TestObserve_request_id(t *testing.T) {
	t.Parallel()
	engine, _, _ := observed(t)
	for given, kept := range map[string]bool{
		"abcdef-123": true, "": false, "short": false, "line\nforged-entry": false, strings.Repeat("a", 65): false,
	} {
		rec := send(t, engine, http.MethodGet, "/orders/7", given)
		id := rec.Header().Get(httpserver.RequestIDHeader)
		assert.NotEmpty(t, id)
		assert.Equal(t, kept, id == given, "%q", given)
		assert.Equal(t, id, rec.Body.String(), "the handler's context carries the same id")
	}
}

func TestObserve_logs_and_measures(t *testing.T) {
	t.Parallel()
	engine, logged, metrics := observed(t)
	send(t, engine, http.MethodGet, "/orders/7", "")
	assert.Empty(t, logged.String(), "a successful read is not worth a line")
	send(t, engine, http.MethodPost, "/orders", "request-1")
	assert.Contains(t, logged.String(), `"level":"INFO","msg":"request","method":"POST","route":"/orders","status":201`)
	assert.Contains(t, logged.String(), `"request_id":"request-1"`)
	send(t, engine, http.MethodGet, "/panic", "")
	assert.Contains(t, logged.String(), `"level":"ERROR","msg":"request","method":"GET","route":"/panic","status":500`)

	rec := httptest.NewRecorder()
	metrics.Handler().ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	assert.Contains(t, rec.Body.String(), `chophien_http_request_seconds_count{method="GET",route="/orders/:id",status="200"} 1`)
	assert.Contains(t, rec.Body.String(), `chophien_http_requests_in_flight 0`)
}
