package search

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/sony/gobreaker/v2"
)

// Failover answers with one engine and, whenever that one cannot, with another: a
// search never fails for want of the first. It heals by itself.
type Failover struct {
	first, second Engine
	budget        time.Duration
	whole         func(ctx context.Context) error
	log           *slog.Logger
	breaker       *gobreaker.CircuitBreaker[any]
	// unfit is why the first engine's index must not be searched now; nil if it may.
	unfit atomic.Pointer[error]
}

// FailoverOptions are what it works with; all but Budget are needed.
type FailoverOptions struct {
	// First is asked first, Second whenever First fails, is late, or finds nothing.
	First, Second Engine
	// Whole fails while First's index must not be trusted. Watch asks it.
	Whole func(ctx context.Context) error
	// Budget is how long First may take before Second is asked; 0 means 400 ms.
	Budget time.Duration
	Log    *slog.Logger
}

const (
	failoverBudget = 400 * time.Millisecond
	// tripAfter failures in a row First is left alone for openFor; then one search tries it.
	tripAfter = 3
	openFor   = time.Second
	// watchEvery is how often Watch looks, watchBudget how long a look may take.
	watchEvery  = 500 * time.Millisecond
	watchBudget = time.Second
)

// errNotWatched stands until Watch has looked for the first time.
var errNotWatched = errors.New("not looked at yet")

// NewFailover returns the pair. First is not asked before Watch has found it whole.
func NewFailover(o FailoverOptions) *Failover {
	if o.Budget == 0 {
		o.Budget = failoverBudget
	}
	f := &Failover{first: o.First, second: o.Second, budget: o.Budget, whole: o.Whole, log: o.Log}
	f.unfit.Store(&errNotWatched)
	f.breaker = gobreaker.NewCircuitBreaker[any](gobreaker.Settings{
		Name: o.First.Name(), Timeout: openFor,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= tripAfter },
		// A shopper who left says nothing about the server.
		IsExcluded: func(err error) bool { return errors.Is(err, context.Canceled) },
		OnStateChange: func(name string, from, to gobreaker.State) {
			o.Log.Warn("search engine", slog.String("engine", name), slog.String("was", from.String()), slog.String("is", to.String()))
		},
	})
	return f
}

// Name implements Engine.
func (f *Failover) Name() string { return f.first.Name() + ", " + f.second.Name() + " as safety net" }

// Search implements Engine. What the first engine does not find is looked for with
// the second: an index that lost its documents answers as if nothing were there.
func (f *Failover) Search(ctx context.Context, q Query) (Result, error) {
	return either(ctx, f, func(ctx context.Context, e Engine) (Result, error) { return e.Search(ctx, q) },
		func(r Result) bool { return r.Total > 0 })
}

// Suggest implements Engine.
func (f *Failover) Suggest(ctx context.Context, r Reading, limit int) ([]Suggestion, error) {
	return either(ctx, f, func(ctx context.Context, e Engine) ([]Suggestion, error) { return e.Suggest(ctx, r, limit) },
		func(s []Suggestion) bool { return len(s) > 0 })
}

func either[T any](ctx context.Context, f *Failover, ask func(context.Context, Engine) (T, error), found func(T) bool) (T, error) {
	if f.unfit.Load() == nil {
		answer, err := f.breaker.Execute(func() (any, error) {
			inTime, cancel := context.WithTimeout(ctx, f.budget)
			defer cancel()
			return ask(inTime, f.first)
		})
		if got, ok := answer.(T); ok && err == nil && found(got) {
			return got, nil
		}
		if err != nil && !errors.Is(err, gobreaker.ErrOpenState) && !errors.Is(err, gobreaker.ErrTooManyRequests) && ctx.Err() == nil {
			f.log.WarnContext(ctx, "searching with the second engine", slog.String("first", f.first.Name()), slog.Any("error", err))
		}
	}
	return ask(ctx, f.second)
}

// Watch looks at the first engine until ctx ends.
func (f *Failover) Watch(ctx context.Context) {
	for {
		f.Look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-time.After(watchEvery):
		}
	}
}

// Look finds out once whether the first engine's index may be searched.
func (f *Failover) Look(ctx context.Context) {
	looking, cancel := context.WithTimeout(ctx, watchBudget)
	defer cancel()
	err := f.whole(looking)
	if ctx.Err() != nil {
		return
	}
	before := f.unfit.Load()
	if err != nil {
		f.unfit.Store(&err)
		if before == nil {
			f.log.WarnContext(ctx, "search engine is not fit; searching with the second", slog.String("engine", f.first.Name()), slog.Any("error", err))
		}
		return
	}
	f.unfit.Store(nil)
	if before != nil {
		f.log.InfoContext(ctx, "search engine is fit", slog.String("engine", f.first.Name()))
	}
}

// Degraded says why searches go to the second engine; nil if they do not.
func (f *Failover) Degraded() error {
	if err := f.unfit.Load(); err != nil {
		return *err
	}
	if f.breaker.State() != gobreaker.StateClosed {
		return gobreaker.ErrOpenState
	}
	return nil
}
