package httpserver

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/contrib/instrumentation/github.com/gin-gonic/gin/otelgin"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/obs"
)

// RequestIDHeader carries the request's id in both directions.
const RequestIDHeader = "X-Request-Id"

// slow marks answers worth a look even when they succeed.
const slow = time.Second

// Observe returns the middleware that gives each request an id, a span when
// tracing is on, a measurement and a log line. It goes first, before recovery,
// so that it sees the status a panic ends with.
//
// Successful reads are logged at debug level only: under load they would cost
// more than the answers. Addresses of clients are not logged.
func Observe(log *slog.Logger, metrics *obs.Metrics, tracing *obs.Tracing) []gin.HandlerFunc {
	chain := []gin.HandlerFunc{identify}
	if tracing.Enabled() {
		chain = append(chain, otelgin.Middleware("chophien",
			otelgin.WithTracerProvider(tracing.Provider()), otelgin.WithPropagators(tracing.Propagator())))
	}
	return append(chain, measure(log, metrics))
}

func identify(c *gin.Context) {
	id := c.GetHeader(RequestIDHeader)
	if !validRequestID(id) {
		id = ident.New().String()
	}
	c.Header(RequestIDHeader, id)
	c.Request = c.Request.WithContext(obs.WithRequestID(c.Request.Context(), id))
	c.Next()
}

// validRequestID refuses what could forge log lines or fill them.
func validRequestID(id string) bool {
	if len(id) < 8 || len(id) > 64 {
		return false
	}
	for _, r := range id {
		if (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

func measure(log *slog.Logger, metrics *obs.Metrics) gin.HandlerFunc {
	return func(c *gin.Context) {
		start, ended := time.Now(), metrics.RequestBegan()
		// Deferred: a request that is aborted by a panic must not stay in flight.
		defer func() {
			took := time.Since(start)
			route := c.FullPath()
			if route == "" {
				route = "none"
			}
			status := c.Writer.Status()
			ended(c.Request.Method, route, status, took)
			ctx, level := c.Request.Context(), severity(c.Request.Method, status, took)
			if log.Enabled(ctx, level) {
				logRequest(ctx, log, level, c, route, took)
			}
		}()
		c.Next()
	}
}

func logRequest(ctx context.Context, log *slog.Logger, level slog.Level, c *gin.Context, route string, took time.Duration) {
	log.LogAttrs(ctx, level, "request",
		slog.String("method", c.Request.Method), slog.String("route", route),
		slog.Int("status", c.Writer.Status()), slog.Int("bytes", max(c.Writer.Size(), 0)),
		slog.Float64("ms", float64(took.Microseconds())/1000))
}

func severity(method string, status int, took time.Duration) slog.Level {
	switch {
	case status >= http.StatusInternalServerError:
		return slog.LevelError
	case took > slow:
		return slog.LevelWarn
	case method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions:
		return slog.LevelDebug
	default:
		return slog.LevelInfo
	}
}
