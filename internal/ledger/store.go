package ledger

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

type lineRow struct {
	N      int         `json:"n"`
	Kind   AccountKind `json:"kind"`
	Owner  ident.ID    `json:"owner"`
	Amount money.VND   `json:"amount"`
}

func rowsOf(lines []Line) []lineRow {
	rows := make([]lineRow, len(lines))
	for i, l := range lines {
		rows[i] = lineRow{N: i, Kind: l.Account.Kind, Owner: l.Account.Owner, Amount: l.Amount}
	}
	return rows
}

// InsertSQL writes a transaction with its lines if all accounts are there and the
// event is new. The benchmark gives it to pgbench as well.
const InsertSQL = `
WITH want AS (SELECT * FROM json_to_recordset(?::json) AS x(n integer, kind text, owner uuid, amount bigint)),
found AS (SELECT w.n, w.amount, a.id FROM want w JOIN ledger_accounts a ON a.kind = w.kind AND a.owner = w.owner),
t AS (
    INSERT INTO ledger_transactions (kind, event, subject, at, posted_at)
    SELECT ?, ?, ?::uuid, ?::timestamptz, ?::timestamptz WHERE (SELECT count(*) FROM found) = ?
    ON CONFLICT (event) DO NOTHING RETURNING id)
INSERT INTO ledger_entries (transaction_id, account_id, amount_vnd)
SELECT t.id, f.id, f.amount FROM t, found f ORDER BY f.n`

// insert tells whether it wrote; if not, the event is there or an account is missing.
func (s store) insert(ctx context.Context, t Transaction, now time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, "post to the ledger", InsertSQL,
		db.JSON{V: rowsOf(t.Lines)}, t.Kind, t.Event, t.Subject, t.At, now, len(t.Lines))
	if db.Constraint(err) == "ledger_entries_open_account" {
		return false, ErrClosed
	}
	return n > 0, err
}

// openAccounts makes the accounts that are missing, in one order for everybody.
func (s store) openAccounts(ctx context.Context, lines []Line, now time.Time) error {
	_, err := s.db.Exec(ctx, "open ledger accounts", `
INSERT INTO ledger_accounts (kind, owner, opened_at)
SELECT DISTINCT x.kind, x.owner, ?::timestamptz FROM json_to_recordset(?::json) AS x(kind text, owner uuid) ORDER BY 1, 2
ON CONFLICT (kind, owner) DO NOTHING`, now, db.JSON{V: rowsOf(lines)})
	return err
}

func (s store) byEvent(ctx context.Context, event string) (t Transaction, found bool, err error) {
	err = s.db.Each(ctx, "read a ledger transaction", `
SELECT t.id, t.kind, t.event, t.subject, t.at, a.kind, a.owner, e.amount_vnd
FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id JOIN ledger_accounts a ON a.id = e.account_id
WHERE t.event = ? ORDER BY e.id`, []any{event}, func(rows *sql.Rows) error {
		var l Line
		err := rows.Scan(&t.ID, &t.Kind, &t.Event, &t.Subject, &t.At, &l.Account.Kind, &l.Account.Owner, &l.Amount)
		t.Lines = append(t.Lines, l)
		found = true
		return err
	})
	return t, found, err
}

// since sums the entries of account a after its snapshot b.
const since = `(coalesce(b.balance_vnd, 0) + coalesce((
    SELECT sum(e.amount_vnd) FROM ledger_entries e WHERE e.account_id = a.id AND e.id > coalesce(b.upto_id, 0)), 0))::bigint`

func (s store) balance(ctx context.Context, a Account) (amount money.VND, err error) {
	err = s.db.Each(ctx, "read a balance", `
SELECT `+since+` FROM ledger_accounts a LEFT JOIN ledger_balances b ON b.account_id = a.id WHERE a.kind = ? AND a.owner = ?`,
		[]any{a.Kind, a.Owner}, func(rows *sql.Rows) error { return rows.Scan(&amount) })
	return amount, err
}

func (s store) ofSubject(ctx context.Context, subject ident.ID, a Account) (amount money.VND, err error) {
	err = s.db.Each(ctx, "read what a subject did to an account", `
SELECT coalesce(sum(e.amount_vnd), 0)::bigint FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
WHERE t.subject = ? AND e.account_id = (SELECT id FROM ledger_accounts WHERE kind = ? AND owner = ?)`,
		[]any{subject, a.Kind, a.Owner}, func(rows *sql.Rows) error { return rows.Scan(&amount) })
	return amount, err
}

func (s store) balances(ctx context.Context, kind AccountKind) ([]Balance, error) {
	var out []Balance
	err := s.db.Each(ctx, "read balances", `
SELECT owner, amount FROM (
    SELECT a.owner, `+since+` AS amount FROM ledger_accounts a LEFT JOIN ledger_balances b ON b.account_id = a.id WHERE a.kind = ?) x
WHERE amount <> 0 ORDER BY owner`, []any{kind}, func(rows *sql.Rows) error {
		l := Balance{Account: Account{Kind: kind}}
		err := rows.Scan(&l.Account.Owner, &l.Amount)
		out = append(out, l)
		return err
	})
	return out, err
}

func (s store) totals(ctx context.Context) ([]KindTotal, error) {
	var out []KindTotal
	err := s.db.Each(ctx, "add up the accounts", `
SELECT kind, count(*), coalesce(sum(amount) FILTER (WHERE amount > 0), 0)::bigint, coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)::bigint
FROM (SELECT a.kind, `+since+` AS amount FROM ledger_accounts a LEFT JOIN ledger_balances b ON b.account_id = a.id) x
GROUP BY kind ORDER BY kind`, nil, func(rows *sql.Rows) error {
		var k KindTotal
		err := rows.Scan(&k.Kind, &k.Accounts, &k.Debit, &k.Credit)
		out = append(out, k)
		return err
	})
	return out, err
}

// statement reads entries before one, newest first, each with the balance after it:
// what the snapshot says, moved by the entries between it and the page. One statement,
// so that no entry appears between the two.
func (s store) statement(ctx context.Context, a Account, before int64, limit int) ([]Entry, error) {
	var out []Entry
	err := s.db.Each(ctx, "read a statement", `
WITH acc AS (
    SELECT a.id, coalesce(b.upto_id, 0) AS upto, coalesce(b.balance_vnd, 0) AS balance
    FROM ledger_accounts a LEFT JOIN ledger_balances b ON b.account_id = a.id WHERE a.kind = ? AND a.owner = ?),
page AS MATERIALIZED (
    SELECT e.id, e.transaction_id, e.amount_vnd FROM acc JOIN ledger_entries e ON e.account_id = acc.id
    WHERE e.id < ? ORDER BY e.id DESC LIMIT ?),
top AS (
    SELECT (acc.balance
        + coalesce((SELECT sum(e.amount_vnd) FROM ledger_entries e WHERE e.account_id = acc.id AND e.id > acc.upto AND e.id <= p.id), 0)
        - coalesce((SELECT sum(e.amount_vnd) FROM ledger_entries e WHERE e.account_id = acc.id AND e.id > p.id AND e.id <= acc.upto), 0))::bigint AS balance
    FROM acc, (SELECT max(id) AS id FROM page) p)
SELECT p.id, t.id, t.kind, t.event, t.subject, t.at, p.amount_vnd, top.balance
FROM page p JOIN ledger_transactions t ON t.id = p.transaction_id, top ORDER BY p.id DESC`,
		[]any{a.Kind, a.Owner, before, limit}, func(rows *sql.Rows) error {
			var e Entry
			err := rows.Scan(&e.ID, &e.Transaction, &e.Kind, &e.Event, &e.Subject, &e.At, &e.Amount, &e.Balance)
			if n := len(out); n > 0 {
				e.Balance = out[n-1].Balance - out[n-1].Amount
			}
			out = append(out, e)
			return err
		})
	return out, err
}

func (s store) setClosed(ctx context.Context, a Account, now time.Time) error {
	_, err := s.db.Exec(ctx, "close a ledger account",
		`UPDATE ledger_accounts SET closed_at = ? WHERE kind = ? AND owner = ? AND closed_at IS NULL`, now, a.Kind, a.Owner)
	return err
}
