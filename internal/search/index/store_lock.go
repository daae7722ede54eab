package index

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Names of the advisory locks: who leads is the one process that works; whose turn
// it is may write marks off; who builds makes a new index.
const (
	lockLead  = "search index: lead"
	lockTurn  = "search index: turn"
	lockBuild = "search index: build"
)

// lock is an advisory lock on a connection of its own: it is lost with the
// connection, so a process that dies keeps nobody waiting.
type lock struct{ conn *pgxpool.Conn }

// tryLock returns nil if another process has the lock.
func (s *store) tryLock(ctx context.Context, name string) (*lock, error) {
	conn, err := s.db.Pool().Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("get a connection for the lock %q: %w", name, err)
	}
	var ok bool
	if err := conn.QueryRow(ctx, "SELECT pg_try_advisory_lock(hashtextextended($1, 0))", name).Scan(&ok); err != nil {
		(&lock{conn}).release(ctx)
		return nil, fmt.Errorf("take the lock %q: %w", name, err)
	}
	if !ok {
		conn.Release()
		return nil, nil //nolint:nilnil // not having it is no error
	}
	return &lock{conn}, nil
}

// release lets go of all that the connection holds: it is closed, not given back.
func (l *lock) release(ctx context.Context) {
	closeCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = l.conn.Hijack().Close(closeCtx) // the server notices either way
}

// held fails if the lock is lost.
func (l *lock) held(ctx context.Context) error {
	if err := l.conn.Ping(ctx); err != nil {
		return fmt.Errorf("the lock is lost: %w", err)
	}
	return nil
}

// takeTurn waits until nobody else writes marks off.
func (l *lock) takeTurn(ctx context.Context) error {
	if _, err := l.conn.Exec(ctx, "SELECT pg_advisory_lock(hashtextextended($1, 0))", lockTurn); err != nil {
		return fmt.Errorf("take the turn: %w", err)
	}
	return nil
}

// giveTurn ends takeTurn; it is given back by itself when the connection is gone.
func (l *lock) giveTurn(ctx context.Context) error {
	if l.conn.Conn().IsClosed() {
		return nil
	}
	if _, err := l.conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock(hashtextextended($1, 0))", lockTurn); err != nil {
		return fmt.Errorf("give the turn back: %w", err)
	}
	return nil
}

// listen subscribes to changes.
func (l *lock) listen(ctx context.Context) error {
	if _, err := l.conn.Exec(ctx, "LISTEN search_changes"); err != nil {
		return fmt.Errorf("listen for changes: %w", err)
	}
	return nil
}

// wait returns at the next change, or after a while.
func (l *lock) wait(ctx context.Context, longest time.Duration) error {
	waitCtx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	_, err := l.conn.Conn().WaitForNotification(waitCtx)
	if err == nil || errors.Is(waitCtx.Err(), context.DeadlineExceeded) && ctx.Err() == nil {
		return nil
	}
	return fmt.Errorf("wait for changes: %w", err)
}
