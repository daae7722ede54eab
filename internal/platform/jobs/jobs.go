// Package jobs is the transactional outbox: work enqueued in the transaction
// of the change that causes it, and done afterwards by River workers.
//
// A job exists if and only if its change committed. Handlers run at least once
// and must be safe to run again. A worker that dies is noticed by the lock its
// connection held, and its jobs are taken up at once by the next one.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Args are what a job needs to know. Kind is its stable name ("order.expire");
// the struct is stored as JSON, so fields are only ever added.
type Args interface{ Kind() string }

// Patient is implemented by args of jobs that let others go first: messages, of which a
// rush may leave thousands, must not hold up money and goods.
type Patient interface{ Patient() }

// behind is the priority of patient jobs; others have River's first.
const behind = 3

func priority(args Args) int {
	if _, patient := args.(Patient); patient {
		return behind
	}
	return river.PriorityDefault
}

// Job is one piece of work to enqueue.
type Job struct {
	Args Args
	// At is the earliest time to run; zero means as soon as it committed.
	At time.Time
}

// Options tune a queue.
type Options struct {
	// Workers bounds the jobs run at once by this process; 0 means 8.
	Workers int
	Log     *slog.Logger
	// Middleware surrounds every job (tracing); nil entries are not allowed.
	Middleware []func(ctx context.Context, kind string, next func(context.Context) error) error
}

// Queue enqueues jobs and, once started, works them.
type Queue struct {
	db      *db.DB
	client  *river.Client[pgx.Tx]
	workers *river.Workers
	id      string
	opt     Options
	stop    func()
}

// timeout ends a job that hangs; it is then tried again with back-off.
const timeout = time.Minute

// New prepares a queue. Handlers are registered with Handle before Start.
func New(d *db.DB, opt Options) (*Queue, error) {
	if opt.Workers == 0 {
		opt.Workers = 8
	}
	q := &Queue{db: d, workers: river.NewWorkers(), id: ident.New().String(), opt: opt}
	client, err := river.NewClient(riverpgxv5.New(d.Pool()), &river.Config{
		ID:                  q.id,
		Workers:             q.workers,
		SkipUnknownJobCheck: true, // a web-only process enqueues what it does not work
		Queues:              map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: opt.Workers}},
		JobTimeout:          timeout,
		Logger:              opt.Log,
		MaxAttempts:         25,
	})
	if err != nil {
		return nil, fmt.Errorf("start job client: %w", err)
	}
	q.client = client
	return q, nil
}

// Enqueue adds jobs to the transaction of ctx; without one it fails with
// db.ErrNoTransaction, for then job and change could part.
func (q *Queue) Enqueue(ctx context.Context, list ...Job) error {
	if len(list) == 0 {
		return nil
	}
	tx, err := db.PgxTx(ctx)
	if err != nil {
		return fmt.Errorf("enqueue %s: %w", list[0].Args.Kind(), err)
	}
	params := make([]river.InsertManyParams, len(list))
	for i, j := range list {
		params[i] = river.InsertManyParams{Args: j.Args, InsertOpts: &river.InsertOpts{ScheduledAt: j.At, Priority: priority(j.Args)}}
	}
	if _, err := q.client.InsertManyTx(ctx, tx, params); err != nil {
		return fmt.Errorf("enqueue %s: %w", list[0].Args.Kind(), err)
	}
	return nil
}

// Handle registers the worker of one kind of job.
func Handle[A Args](q *Queue, fn func(ctx context.Context, args A) error) {
	river.AddWorker(q.workers, river.WorkFunc(func(ctx context.Context, job *river.Job[A]) error {
		run := func(ctx context.Context) error { return fn(ctx, job.Args) }
		for i := len(q.opt.Middleware) - 1; i >= 0; i-- {
			m, next := q.opt.Middleware[i], run
			run = func(ctx context.Context) error { return m(ctx, job.Kind, next) }
		}
		if err := run(ctx); err != nil {
			return fmt.Errorf("job %s %d: %w", job.Kind, job.ID, err)
		}
		return nil
	}))
}

// Every registers a job that one process of all enqueues each interval, and
// once at start.
func Every(q *Queue, interval time.Duration, args Args) {
	q.client.PeriodicJobs().Add(river.NewPeriodicJob(
		river.PeriodicInterval(interval),
		func() (river.JobArgs, *river.InsertOpts) {
			return args, &river.InsertOpts{MaxAttempts: 3, Priority: priority(args)}
		},
		&river.PeriodicJobOpts{RunOnStart: true},
	))
}

// Midnight registers a job that one process of all enqueues at each midnight in
// Vietnam: what a date ends, ends with its day.
func Midnight(q *Queue, args Args) {
	q.client.PeriodicJobs().Add(river.NewPeriodicJob(midnight{},
		func() (river.JobArgs, *river.InsertOpts) {
			return args, &river.InsertOpts{MaxAttempts: 3, Priority: priority(args)}
		}, nil))
}

// DropScheduled takes back what Every and Midnight registered. Tests of a whole market do
// so: a job of the schedule would else begin at some moment of their course.
func (q *Queue) DropScheduled() { q.client.PeriodicJobs().Clear() }

type midnight struct{}

// Next is the coming midnight in Vietnam.
func (midnight) Next(now time.Time) time.Time {
	y, m, d := now.In(clock.Saigon).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, clock.Saigon)
}

// Start begins working jobs; it returns once workers run.
func (q *Queue) Start(ctx context.Context) error {
	stopLiveness, err := q.proveAlive(ctx)
	if err != nil {
		return err
	}
	// Jobs under way finish after ctx is done: Stop decides how long.
	if err := q.client.Start(context.WithoutCancel(ctx)); err != nil {
		stopLiveness()
		return fmt.Errorf("start workers: %w", err)
	}
	q.stop = stopLiveness
	return nil
}

// Stop takes no new job and waits for those under way until ctx is done; then
// it cancels them, and they run again later.
func (q *Queue) Stop(ctx context.Context) error {
	if q.stop == nil {
		return nil
	}
	defer q.stop()
	err := q.client.Stop(ctx)
	if err != nil && ctx.Err() != nil {
		cancelCtx, done := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer done()
		err = q.client.StopAndCancel(cancelCtx)
	}
	if err != nil {
		return fmt.Errorf("stop workers: %w", err)
	}
	return nil
}
