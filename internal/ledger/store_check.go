package ledger

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

// waitForPosters waits until all who are posting have committed or failed, and keeps
// others out until this transaction ends. The trigger ledger_entries_begin holds the
// other end. Who waits too long gives up, so that posting is never held up for long.
func (s store) waitForPosters(ctx context.Context) error {
	if _, err := s.db.Exec(ctx, "wait at most two seconds", `SET LOCAL lock_timeout = '2s'`); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "wait for those who post", `SELECT pg_advisory_xact_lock(4701)`)
	return err
}

func (s store) oneSnapshotAtATime(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "wait for another snapshot", `SELECT pg_advisory_xact_lock(4702)`)
	return err
}

func (s store) lastEntry(ctx context.Context) (id int64, err error) {
	return s.number(ctx, "find the last entry", `SELECT coalesce(max(id), 0) FROM ledger_entries`)
}

func (s store) snapshotUpto(ctx context.Context) (id int64, err error) {
	return s.number(ctx, "find the last snapshot", `SELECT coalesce(max(upto_id), 0) FROM ledger_balances`)
}

func (s store) number(ctx context.Context, doing, query string) (n int64, err error) {
	err = s.db.Each(ctx, doing, query, nil, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

// addSnapshots moves the snapshots of all accounts on by the entries after one up to
// another, and tells how many entries those were.
func (s store) addSnapshots(ctx context.Context, from, to int64, now time.Time) (n int64, err error) {
	err = s.db.Each(ctx, "take snapshots", `
WITH sums AS (
    SELECT account_id, sum(amount_vnd)::bigint AS total, count(*) AS entries FROM ledger_entries WHERE id > ? AND id <= ? GROUP BY account_id),
put AS (
    INSERT INTO ledger_balances AS b (account_id, upto_id, balance_vnd, entries, taken_at)
    SELECT account_id, ?, total, entries, ?::timestamptz FROM sums ORDER BY account_id
    ON CONFLICT (account_id) DO UPDATE SET upto_id = excluded.upto_id, balance_vnd = b.balance_vnd + excluded.balance_vnd,
        entries = b.entries + excluded.entries, taken_at = excluded.taken_at)
SELECT coalesce(sum(entries), 0)::bigint FROM sums`, []any{from, to, to, now}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) sumAll(ctx context.Context) (entries int64, total money.VND, err error) {
	err = s.db.Each(ctx, "add up all entries", `SELECT count(*), coalesce(sum(amount_vnd), 0)::bigint FROM ledger_entries`, nil,
		func(rows *sql.Rows) error { return rows.Scan(&entries, &total) })
	return entries, total, err
}

// faults lists transactions that do not balance and snapshots that are not the sum of
// their entries, at most a hundred of each.
func (s store) faults(ctx context.Context) ([]Fault, error) {
	var out []Fault
	err := s.db.Each(ctx, "look for faults in the ledger", `
(SELECT 'transaction_unbalanced', t.id, coalesce(sum(e.amount_vnd), 0)::bigint
 FROM ledger_transactions t LEFT JOIN ledger_entries e ON e.transaction_id = t.id
 GROUP BY t.id HAVING count(e.id) < 2 OR sum(e.amount_vnd) <> 0 ORDER BY t.id LIMIT 100)
UNION ALL
(SELECT 'entry_without_transaction', e.id, e.amount_vnd FROM ledger_entries e LEFT JOIN ledger_transactions t ON t.id = e.transaction_id
 WHERE t.id IS NULL ORDER BY e.id LIMIT 100)
UNION ALL
(SELECT 'snapshot_differs', coalesce(b.account_id, x.account_id), (coalesce(b.balance_vnd, 0) - coalesce(x.total, 0))::bigint
 FROM ledger_balances b FULL JOIN (
    SELECT e.account_id, sum(e.amount_vnd) AS total, count(*) AS entries FROM ledger_entries e
    WHERE e.id <= (SELECT coalesce(max(upto_id), 0) FROM ledger_balances) GROUP BY e.account_id) x ON x.account_id = b.account_id
 WHERE coalesce(b.balance_vnd, 0) <> coalesce(x.total, 0) OR coalesce(b.entries, 0) <> coalesce(x.entries, 0) ORDER BY 2 LIMIT 100)`,
		nil, func(rows *sql.Rows) error {
			var f Fault
			err := rows.Scan(&f.What, &f.ID, &f.Off)
			out = append(out, f)
			return err
		})
	return out, err
}

func (s store) keepCheck(ctx context.Context, c Check) error {
	faults := c.Faults
	if faults == nil {
		faults = []Fault{}
	}
	_, err := s.db.Exec(ctx, "keep what a check found", `INSERT INTO ledger_checks (at, entries, total_vnd, faults) VALUES (?, ?, ?, ?::jsonb)`,
		c.At, c.Entries, c.Total, db.JSON{V: faults})
	return err
}

func (s store) lastCheck(ctx context.Context) (c Check, found bool, err error) {
	err = s.db.Each(ctx, "read the last check", `SELECT at, entries, total_vnd::bigint, faults FROM ledger_checks ORDER BY id DESC LIMIT 1`, nil,
		func(rows *sql.Rows) error {
			var faults db.FromJSON[[]Fault]
			err := rows.Scan(&c.At, &c.Entries, &c.Total, &faults)
			c.Faults, found = faults.V, true
			return err
		})
	return c, found, err
}
