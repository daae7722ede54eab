package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// livenessInterval is how soon a dead worker's jobs are noticed by the others;
// a starting process looks at once.
const livenessInterval = 15 * time.Second

// rescueSQL makes running jobs available again whose worker holds no liveness
// lock any more: its connection ended, so the process did.
const rescueSQL = `
UPDATE river_job SET state = 'available', scheduled_at = now()
WHERE state = 'running'
  AND NOT EXISTS (
    SELECT 1 FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.granted
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended(attempted_by[array_upper(attempted_by, 1)], 0))`

// proveAlive holds this process's liveness lock on a connection of its own and
// rescues the jobs of processes that hold none. The returned function lets go.
func (q *Queue) proveAlive(ctx context.Context) (func(), error) {
	conn, err := q.lockLiveness(ctx)
	if err != nil {
		return nil, err
	}
	if err := q.rescue(ctx); err != nil {
		conn.Release()
		return nil, err
	}
	loopCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn = q.keepAlive(loopCtx, conn)
	}()
	return func() {
		cancel()
		<-done
		if conn != nil {
			// Closing, not releasing to the pool, is what frees the lock.
			_ = conn.Hijack().Close(context.WithoutCancel(ctx))
		}
	}, nil
}

func (q *Queue) keepAlive(ctx context.Context, conn *pgxpool.Conn) *pgxpool.Conn {
	tick := time.NewTicker(livenessInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return conn
		case <-tick.C:
		}
		if conn != nil && conn.Ping(ctx) != nil && ctx.Err() == nil {
			conn.Release()
			conn = nil
		}
		var err error
		if conn == nil {
			conn, err = q.lockLiveness(ctx)
		}
		if err == nil {
			err = q.rescue(ctx)
		}
		if err != nil && ctx.Err() == nil {
			q.opt.Log.WarnContext(ctx, "job liveness check failed; next try soon", slog.Any("error", err))
		}
	}
}

func (q *Queue) lockLiveness(ctx context.Context) (*pgxpool.Conn, error) {
	conn, err := q.db.Pool().Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("get a connection for the liveness lock: %w", err)
	}
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(hashtextextended($1, 0))", q.id); err != nil {
		conn.Release()
		return nil, fmt.Errorf("take the liveness lock: %w", err)
	}
	return conn, nil
}

func (q *Queue) rescue(ctx context.Context) error {
	tag, err := q.db.Pool().Exec(ctx, rescueSQL)
	if err != nil {
		return fmt.Errorf("rescue jobs of dead workers: %w", err)
	}
	if n := tag.RowsAffected(); n > 0 {
		q.opt.Log.WarnContext(ctx, "took up jobs that a dead worker left", slog.Int64("jobs", n))
	}
	return nil
}
