package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
)

type greet struct {
	Name string `json:"name"`
}

func (greet) Kind() string { return "test.greet" }

func setup(t *testing.T) (*db.DB, *jobs.Queue, chan string) {
	t.Helper()
	d := dbtest.New(t)
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	got := make(chan string, 10)
	jobs.Handle(q, func(_ context.Context, g greet) error {
		got <- g.Name
		return nil
	})
	return d, q, got
}

func TestQueue_Enqueue_follows_the_transaction(t *testing.T) {
	t.Parallel()
	d, q, got := setup(t)
	ctx := t.Context()
	require.NoError(t, q.Start(ctx))
	t.Cleanup(func() { require.NoError(t, q.Stop(context.Background())) })

	require.ErrorIs(t, q.Enqueue(ctx, jobs.Job{Args: greet{Name: "nobody"}}), db.ErrNoTransaction)

	boom := errors.New("boom")
	require.ErrorIs(t, d.InTx(ctx, func(ctx context.Context) error {
		require.NoError(t, q.Enqueue(ctx, jobs.Job{Args: greet{Name: "rolled back"}}))
		return boom
	}), boom)
	require.NoError(t, d.InTx(ctx, func(ctx context.Context) error {
		return q.Enqueue(ctx, jobs.Job{Args: greet{Name: "committed"}})
	}))
	select {
	case name := <-got:
		require.Equal(t, "committed", name)
	case <-time.After(20 * time.Second):
		t.Fatal("the job was not worked")
	}
}

func TestQueue_Start_takes_up_what_a_dead_worker_left(t *testing.T) {
	t.Parallel()
	d, q, got := setup(t)
	ctx := t.Context()
	require.NoError(t, d.InTx(ctx, func(ctx context.Context) error {
		return q.Enqueue(ctx, jobs.Job{Args: greet{Name: "orphan"}})
	}))
	// Given a job that a killed process was running: no connection holds its lock.
	_, err := d.Pool().Exec(ctx, `UPDATE river_job SET state='running', attempt=1, attempted_at=now(), attempted_by='{killed}'`)
	require.NoError(t, err)
	// When another process starts, then the job is run.
	require.NoError(t, q.Start(ctx))
	t.Cleanup(func() { require.NoError(t, q.Stop(context.Background())) })
	select {
	case name := <-got:
		require.Equal(t, "orphan", name)
	case <-time.After(20 * time.Second):
		t.Fatal("the job was forgotten")
	}
}

type write greet

func (write) Kind() string { return "test.write" }
func (write) Patient()     {}

// Messages wait until what moves money and goods is done, however long they have waited.
func TestQueue_patient_jobs_let_others_go_first(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	q, err := jobs.New(d, jobs.Options{Workers: 1, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	got := make(chan string, 10)
	note := func(_ context.Context, name string) error { got <- name; return nil }
	jobs.Handle(q, func(ctx context.Context, g greet) error { return note(ctx, g.Name) })
	jobs.Handle(q, func(ctx context.Context, w write) error { return note(ctx, w.Name) })
	ctx := t.Context()
	require.NoError(t, d.InTx(ctx, func(ctx context.Context) error {
		return q.Enqueue(ctx, jobs.Job{Args: write{Name: "mail 1"}}, jobs.Job{Args: write{Name: "mail 2"}}, jobs.Job{Args: greet{Name: "money"}})
	}))
	require.NoError(t, q.Start(ctx))
	t.Cleanup(func() { require.NoError(t, q.Stop(context.Background())) })
	for _, want := range []string{"money", "mail 1", "mail 2"} {
		select {
		case name := <-got:
			require.Equal(t, want, name)
		case <-time.After(20 * time.Second):
			t.Fatal("a job was not worked")
		}
	}
}
