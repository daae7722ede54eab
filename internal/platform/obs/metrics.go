package obs

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics is one registry with the measurements every part shares. Each process
// (and each test) makes its own: there is no global registry.
type Metrics struct {
	Registry *prometheus.Registry

	requests *prometheus.HistogramVec
	inFlight prometheus.Gauge
	jobs     *prometheus.HistogramVec
}

// NewMetrics registers the runtime's, the process's and our own measurements.
func NewMetrics(version string) *Metrics {
	m := &Metrics{
		Registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "chophien_http_request_seconds", Help: "Time to answer a request, by route and status.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"method", "route", "status"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "chophien_http_requests_in_flight", Help: "Requests being answered now.",
		}),
		jobs: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "chophien_job_seconds", Help: "Time to work a job, by kind and outcome.",
			Buckets: []float64{.001, .005, .01, .05, .1, .5, 1, 5, 30, 60},
		}, []string{"kind", "outcome"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "chophien_build_info", Help: "Always 1; the label tells the version.",
		ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	m.Registry.MustRegister(m.requests, m.inFlight, m.jobs, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler serves /metrics, and /healthz for a worker that serves nothing else.
// It belongs on its own port, away from the public.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"status":"ok"}`))
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.Registry, promhttp.HandlerOpts{}))
	return mux
}

// RequestBegan counts a request in flight until the returned function is
// called. The route is the pattern (/api/v1/orders/:id), never the path, whose
// values would make a series each.
func (m *Metrics) RequestBegan() (ended func(method, route string, status int, took time.Duration)) {
	m.inFlight.Inc()
	return func(method, route string, status int, took time.Duration) {
		m.inFlight.Dec()
		m.requests.WithLabelValues(knownMethod(method), route, strconv.Itoa(status)).Observe(took.Seconds())
	}
}

// Job measures a job.
func (m *Metrics) Job(ctx context.Context, kind string, next func(context.Context) error) error {
	start := time.Now()
	err := next(ctx)
	outcome := "done"
	if err != nil {
		outcome = "failed"
	}
	m.jobs.WithLabelValues(kind, outcome).Observe(time.Since(start).Seconds())
	return err
}

// Pool is the state of a connection pool at one moment.
type Pool struct{ InUse, Idle, Max int32 }

// WatchPool reports a connection pool whenever metrics are read.
func (m *Metrics) WatchPool(read func() Pool) {
	for state, pick := range map[string]func(Pool) int32{
		"in_use": func(p Pool) int32 { return p.InUse },
		"idle":   func(p Pool) int32 { return p.Idle },
		"max":    func(p Pool) int32 { return p.Max },
	} {
		m.Registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "chophien_db_connections", Help: "Database connections, by state.",
			ConstLabels: prometheus.Labels{"state": state},
		}, func() float64 { return float64(pick(read())) }))
	}
}

// knownMethod keeps a client's invented methods from making series of their own.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	default:
		return "other"
	}
}
