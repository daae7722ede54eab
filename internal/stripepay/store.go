package stripepay

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

// claimCall takes a key, or counts another attempt of one that is in progress, and
// returns what stands under it.
func (s store) claimCall(ctx context.Context, key, operation string, fingerprint []byte, now time.Time) (callRow, error) {
	var out callRow
	err := s.db.Each(ctx, "claim a call", `
INSERT INTO stripe_calls AS c (key, operation, fingerprint, state, created_at, updated_at) VALUES (?, ?, ?, 'in_progress', ?, ?)
ON CONFLICT (key) DO UPDATE SET
    attempts = c.attempts + CASE WHEN c.state = 'in_progress' AND c.fingerprint = excluded.fingerprint THEN 1 ELSE 0 END,
    updated_at = CASE WHEN c.state = 'in_progress' AND c.fingerprint = excluded.fingerprint THEN excluded.updated_at ELSE c.updated_at END
RETURNING fingerprint, state, response, failure, attempts`, []any{key, operation, fingerprint, now, now}, func(rows *sql.Rows) error {
		return scanCall(rows, &out)
	})
	return out, err
}

func scanCall(rows *sql.Rows, out *callRow) error {
	var f db.FromJSON[failure]
	err := rows.Scan(&out.fingerprint, &out.state, &out.response, &f, &out.attempts)
	out.failure = f.V
	return err
}

func (s store) finishCall(ctx context.Context, key string, response any, now time.Time) error {
	_, err := s.db.Exec(context.WithoutCancel(ctx), "keep what a call was answered", `
UPDATE stripe_calls SET state = 'done', response = ?, failure = NULL, updated_at = ? WHERE key = ? AND state = 'in_progress'`,
		db.JSON{V: response}, now, key)
	return err
}

// tryCall counts an attempt that follows a failure.
func (s store) tryCall(ctx context.Context, key string, f failure, now time.Time) (attempts int64, err error) {
	err = s.db.Each(ctx, "count an attempt", `
UPDATE stripe_calls SET attempts = attempts + 1, failure = ?, updated_at = ? WHERE key = ? RETURNING attempts`,
		[]any{db.JSON{V: f}, now, key}, func(rows *sql.Rows) error { return rows.Scan(&attempts) })
	return attempts, err
}

func (s store) setFailure(ctx context.Context, key string, state CallState, f failure, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep why a call failed", `
UPDATE stripe_calls SET state = ?, failure = ?, updated_at = ? WHERE key = ? AND state = 'in_progress'`, state, db.JSON{V: f}, now, key)
	return err
}

func moneyOf(n sql.NullInt64) money.VND { return money.VND(n.Int64) }

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
