package obs

import (
	"context"
	"errors"
	"fmt"

	"github.com/exaring/otelpgx"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

const scope = "github.com/chophien/chophien"

// Tracing is the process's tracer, or one that does nothing.
type Tracing struct {
	provider trace.TracerProvider
	flush    func(context.Context) error
}

// NewTracing sends spans to the OTLP/HTTP endpoint (such as
// http://127.0.0.1:4318); an empty endpoint turns tracing off. An unreachable
// collector never disturbs the market: spans are dropped.
func NewTracing(ctx context.Context, endpoint, version string) (*Tracing, error) {
	if endpoint == "" {
		return &Tracing{provider: noop.NewTracerProvider()}, nil
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(withTracePath(endpoint)))
	if err != nil {
		return nil, fmt.Errorf("send traces to OTEL_EXPORTER_OTLP_ENDPOINT: %w", err)
	}
	return newTracing(sdktrace.NewBatchSpanProcessor(exporter), version), nil
}

func newTracing(processor sdktrace.SpanProcessor, version string) *Tracing {
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithSpanProcessor(processor),
		sdktrace.WithResource(resource.NewSchemaless(
			attribute.String("service.name", "chophien"),
			attribute.String("service.version", version),
		)),
		sdktrace.WithSampler(sdktrace.ParentBased(sdktrace.AlwaysSample())),
	)
	return &Tracing{provider: provider, flush: provider.Shutdown}
}

// Enabled tells whether spans go anywhere.
func (t *Tracing) Enabled() bool { return t.flush != nil }

// Provider makes tracers for instrumented libraries.
func (t *Tracing) Provider() trace.TracerProvider { return t.provider }

// Propagator reads and writes the W3C traceparent header.
func (t *Tracing) Propagator() propagation.TextMapPropagator {
	return propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{})
}

// Install makes this the process-wide default, which libraries without an
// option of their own read.
func (t *Tracing) Install() {
	otel.SetTracerProvider(t.provider)
	otel.SetTextMapPropagator(t.Propagator())
}

// SQL traces every statement, without its arguments: they are people's data.
// It is nil when tracing is off, so that a query then costs nothing more.
func (t *Tracing) SQL() *otelpgx.Tracer {
	if !t.Enabled() {
		return nil
	}
	return otelpgx.NewTracer(otelpgx.WithTracerProvider(t.provider))
}

// Job surrounds a job with a span named after its kind.
func (t *Tracing) Job(ctx context.Context, kind string, next func(context.Context) error) error {
	if !t.Enabled() {
		return next(ctx)
	}
	ctx, span := t.provider.Tracer(scope).Start(ctx, "job "+kind, trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	err := next(ctx)
	if err != nil {
		span.RecordError(err)
		span.SetStatus(codes.Error, "failed")
	}
	return err
}

// Shutdown sends what is still waiting.
func (t *Tracing) Shutdown(ctx context.Context) error {
	if t.flush == nil {
		return nil
	}
	if err := t.flush(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("send the last traces: %w", err)
	}
	return nil
}
