package stripepay

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/platform/stripe"
)

// InsertEventSQL stores a webhook. The benchmark compares with a bare handler that runs it.
const InsertEventSQL = `
INSERT INTO stripe_events (id, type, object, intent, raw, source, created_at, received_at, next_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING`

func (s store) insertEvent(ctx context.Context, e stripe.Event, source string, now time.Time) error {
	_, err := s.db.Exec(ctx, "store a webhook", InsertEventSQL, e.ID, e.Type, e.Object, e.Intent, e.Raw, source, e.CreatedAt, now, now)
	return err
}

// insertPolled tells how many were not there.
func (s store) insertPolled(ctx context.Context, list []stripe.Event, now time.Time) (int, error) {
	fresh := 0
	for _, e := range list {
		n, err := s.db.Exec(ctx, "store a polled event", InsertEventSQL, e.ID, e.Type, e.Object, e.Intent, e.Raw, "poll", e.CreatedAt, now, now)
		if err != nil {
			return fresh, err
		}
		fresh += int(n)
	}
	return fresh, nil
}

const eventColumns = `id, type, object, intent, source, state, attempts, failure, created_at, received_at, ended_at`

func scanEvent(rows *sql.Rows, e *Event, more ...any) error {
	var ended sql.NullTime
	err := rows.Scan(append([]any{
		&e.ID, &e.Type, &e.Object, &e.Intent, &e.Source, &e.State, &e.Attempts, &e.Failure, &e.CreatedAt, &e.ReceivedAt, &ended,
	}, more...)...)
	e.EndedAt = ended.Time
	return err
}

func (s store) events(ctx context.Context, doing, query string, args ...any) ([]Event, error) {
	var out []Event
	err := s.db.Each(ctx, doing, query, args, func(rows *sql.Rows) error {
		var e Event
		err := scanEvent(rows, &e)
		out = append(out, e)
		return err
	})
	return out, err
}

// claimEvents takes events that are due, and keeps them from others until the lease ends.
func (s store) claimEvents(ctx context.Context, now, until time.Time, limit int) ([]Event, error) {
	return s.events(ctx, "claim events", `
UPDATE stripe_events SET next_at = ?, attempts = attempts + 1 WHERE id IN (
    SELECT id FROM stripe_events WHERE state = 'new' AND next_at <= ? ORDER BY next_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
RETURNING `+eventColumns, until, now, limit)
}

func (s store) endEvent(ctx context.Context, e Event, next time.Time) error {
	_, err := s.db.Exec(ctx, "end an event", `
UPDATE stripe_events SET state = ?, failure = ?, ended_at = ?, next_at = ? WHERE id = ? AND state = 'new'`,
		e.State, e.Failure, timeOrNull(e.EndedAt), next, e.ID)
	return err
}

func (s store) dead(ctx context.Context, before time.Time, id string, limit int) ([]Event, error) {
	if before.IsZero() {
		return s.events(ctx, "list dead events",
			`SELECT `+eventColumns+` FROM stripe_events WHERE state = 'dead' ORDER BY received_at DESC, id DESC LIMIT ?`, limit)
	}
	return s.events(ctx, "list dead events", `
SELECT `+eventColumns+` FROM stripe_events WHERE state = 'dead' AND (received_at, id) < (?, ?) ORDER BY received_at DESC, id DESC LIMIT ?`, before, id, limit)
}

func (s store) event(ctx context.Context, id string) (e Event, found bool, err error) {
	err = s.db.Each(ctx, "read an event", `SELECT `+eventColumns+`, raw FROM stripe_events WHERE id = ?`, []any{id}, func(rows *sql.Rows) error {
		found = true
		return scanEvent(rows, &e, (*[]byte)(&e.Raw))
	})
	return e, found, err
}

func (s store) replay(ctx context.Context, id string, now time.Time) error {
	_, err := s.db.Exec(ctx, "replay an event", `
UPDATE stripe_events SET state = 'new', attempts = 0, ended_at = NULL, next_at = ? WHERE id = ? AND state = 'dead'`, now, id)
	return err
}

func (s store) polledUpto(ctx context.Context, name string) (at time.Time, err error) {
	err = s.db.Each(ctx, "read how far was polled", `SELECT upto FROM stripe_polls WHERE name = ?`, []any{name}, func(rows *sql.Rows) error {
		return rows.Scan(&at)
	})
	return at, err
}

func (s store) setPolledUpto(ctx context.Context, name string, at time.Time) error {
	_, err := s.db.Exec(ctx, "note how far was polled", `
INSERT INTO stripe_polls AS p (name, upto) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET upto = greatest(p.upto, excluded.upto)`, name, at)
	return err
}

func (s store) countDead(ctx context.Context) (n int64, err error) {
	err = s.db.Each(ctx, "count dead events", `SELECT count(*) FROM stripe_events WHERE state = 'dead'`, nil,
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) insertDead(ctx context.Context, e Event) error {
	_, err := s.db.Exec(ctx, "keep a dead event", `
INSERT INTO stripe_events (id, type, object, intent, raw, source, state, attempts, failure, created_at, received_at, next_at, ended_at)
VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
		e.ID, e.Type, e.Object, []byte(e.Raw), e.Source, e.State, e.Attempts, e.Failure, e.CreatedAt, e.ReceivedAt, e.EndedAt, e.EndedAt)
	return err
}
