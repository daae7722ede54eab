package obs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"

	"github.com/chophien/chophien/internal/platform/obs"
)

func TestNewLogger_carries_request_and_trace(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := obs.NewLogger(&out, slog.LevelInfo, "json").With("part", "test")
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}})
	ctx := trace.ContextWithSpanContext(obs.WithRequestID(t.Context(), "req-12345"), span)

	log.InfoContext(ctx, "xin chào")
	log.DebugContext(ctx, "hidden")

	var record map[string]any
	require.NoError(t, json.Unmarshal(out.Bytes(), &record), "exactly one line")
	assert.Equal(t, "xin chào", record["msg"])
	assert.Equal(t, "req-12345", record["request_id"])
	assert.Equal(t, "01000000000000000000000000000000", record["trace_id"])
	assert.Equal(t, "test", record["part"])
}

func TestNewLogger_text_without_context(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	obs.NewLogger(&out, slog.LevelInfo, "text").Info("hello")
	assert.Contains(t, out.String(), "msg=hello")
	assert.NotContains(t, out.String(), "request_id")
	assert.Empty(t, obs.RequestID(t.Context()))
}

// collector takes what an OTLP collector would.
func collector(t *testing.T) (url string, bodies chan []byte) {
	t.Helper()
	bodies = make(chan []byte, 8)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/traces" {
			http.NotFound(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err == nil {
			bodies <- body
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	t.Cleanup(srv.Close)
	return srv.URL, bodies
}

func TestTracing_sends_jobs_to_the_endpoint(t *testing.T) {
	t.Parallel()
	url, bodies := collector(t)
	tracing, err := obs.NewTracing(t.Context(), url, "v1")
	require.NoError(t, err)
	assert.True(t, tracing.Enabled())
	assert.NotNil(t, tracing.SQL())

	boom := errors.New("boom")
	err = tracing.Job(t.Context(), "order.expire", func(ctx context.Context) error {
		assert.True(t, trace.SpanContextFromContext(ctx).IsValid(), "the job runs inside its span")
		return boom
	})
	require.ErrorIs(t, err, boom)
	require.NoError(t, tracing.Shutdown(t.Context()))
	select {
	case body := <-bodies:
		assert.Contains(t, string(body), "job order.expire")
		assert.Contains(t, string(body), "chophien")
	case <-time.After(20 * time.Second):
		t.Fatal("no trace arrived")
	}
}

func TestTracing_off_costs_nothing(t *testing.T) {
	t.Parallel()
	tracing, err := obs.NewTracing(t.Context(), "", "v1")
	require.NoError(t, err)
	assert.False(t, tracing.Enabled())
	assert.Nil(t, tracing.SQL())
	require.NoError(t, tracing.Job(t.Context(), "x", func(ctx context.Context) error {
		assert.False(t, trace.SpanContextFromContext(ctx).IsValid())
		return nil
	}))
	require.NoError(t, tracing.Shutdown(t.Context()))
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	m := obs.NewMetrics("v1")
	m.RequestBegan()(http.MethodGet, "/san-pham/:slug", 200, 3*time.Millisecond)
	m.RequestBegan()("BREW", "none", 404, time.Millisecond)
	require.NoError(t, m.Job(t.Context(), "notify.send", func(context.Context) error { return nil }))
	require.Error(t, m.Job(t.Context(), "notify.send", func(context.Context) error { return errors.New("x") }))
	m.WatchPool(func() obs.Pool { return obs.Pool{InUse: 3, Idle: 2, Max: 16} })

	rec := httptest.NewRecorder()
	m.Handler().ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	assert.Equal(t, http.StatusOK, rec.Code)
	for _, line := range []string{
		`chophien_http_request_seconds_count{method="GET",route="/san-pham/:slug",status="200"} 1`,
		`chophien_http_request_seconds_count{method="other",route="none",status="404"} 1`,
		`chophien_http_requests_in_flight 0`,
		`chophien_job_seconds_count{kind="notify.send",outcome="failed"} 1`,
		`chophien_db_connections{state="in_use"} 3`,
		`chophien_build_info{version="v1"} 1`,
		"go_goroutines", "process_resident_memory_bytes",
	} {
		assert.Contains(t, rec.Body.String(), line)
	}
}
