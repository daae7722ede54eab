package bank

import (
	"context"
	"database/sql"
	"encoding/hex"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

type store struct{ db *db.DB }

func (s store) insertAccount(ctx context.Context, a Account, by ident.ID) (bool, error) {
	n, err := s.db.Exec(ctx, "note a bank account", `
INSERT INTO bank_accounts (id, number, bank, holder, sample, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (number) DO NOTHING`, a.ID, a.Number, a.Bank, a.Holder, a.Sample, idOrNull(by), a.CreatedAt)
	return n == 1, err
}

// account returns the one that where finds; the zero Account where there is none.
func (s store) account(ctx context.Context, where string, args ...any) (a Account, err error) {
	err = s.db.Each(ctx, "read a bank account", `SELECT id, number, bank, holder, sample, created_at FROM bank_accounts WHERE `+where, args,
		func(rows *sql.Rows) error {
			return rows.Scan(&a.ID, &a.Number, &a.Bank, &a.Holder, &a.Sample, &a.CreatedAt)
		})
	return a, err
}

// lockAccount makes those who add lines to an account wait for one another.
func (s store) lockAccount(ctx context.Context, id ident.ID) (Account, error) {
	a, err := s.account(ctx, `id = ? FOR NO KEY UPDATE`, id)
	if err == nil && a.ID == ident.Nil {
		err = ErrNoAccount
	}
	return a, err
}

func (s store) statementOf(ctx context.Context, accountID ident.ID, sum []byte) (id ident.ID, err error) {
	err = s.db.Each(ctx, "look for a statement", `SELECT id FROM bank_statements WHERE account_id = ? AND sha256 = ?`,
		[]any{accountID, sum}, func(rows *sql.Rows) error { return rows.Scan(&id) })
	return id, err
}

func (s store) insertStatement(ctx context.Context, x Statement, by ident.ID, raw, sum []byte) error {
	_, err := s.db.Exec(ctx, "keep a statement", `
INSERT INTO bank_statements (id, account_id, channel, file_name, sha256, raw, encoding, from_day, to_day, opening_vnd, closing_vnd, in_vnd, out_vnd, lines, fresh, created_by, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		x.ID, x.Account.ID, x.Channel, x.FileName, sum, raw, x.Encoding, x.From, x.To, amountOrNull(x.Opening), amountOrNull(x.Closing), x.In, x.Out,
		x.Lines, x.Fresh, idOrNull(by), x.CreatedAt)
	return err
}

// lineRow is a line to be written.
type lineRow struct {
	ID           ident.ID   `json:"id"`
	Day          string     `json:"day"`
	At           *time.Time `json:"at"`
	Amount       money.VND  `json:"amount"`
	Text         string     `json:"text"`
	Ref          string     `json:"ref"`
	Balance      *money.VND `json:"balance"`
	Payer        string     `json:"payer"`
	PayerAccount string     `json:"payer_account"`
	Fingerprint  string     `json:"fingerprint"`
}

func rowOf(id ident.ID, e Entry, fingerprint [32]byte) lineRow {
	row := lineRow{
		ID: id, Day: e.Day.Format(time.DateOnly), Amount: e.Amount, Text: kept([]byte(e.Text)), Ref: kept([]byte(e.Ref)), Balance: e.Balance,
		Payer: kept([]byte(e.Payer)), PayerAccount: kept([]byte(e.PayerAccount)), Fingerprint: hex.EncodeToString(fingerprint[:]),
	}
	if !e.At.IsZero() {
		row.At = &e.At
	}
	return row
}

// source says where lines came from: a statement or an event.
type source struct {
	account, statement, event ident.ID
	channel                   Channel
	at                        time.Time
}

func (s store) insertLines(ctx context.Context, from source, rows []lineRow) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := s.db.Exec(ctx, "write lines of a bank account", `
INSERT INTO bank_lines (id, account_id, day, at, amount_vnd, text, ref, balance_vnd, payer, payer_account, channel, fingerprint, statement_id, event_id, created_at)
SELECT x.id, ?::uuid, x.day, x.at, x.amount, x.text, x.ref, x.balance, x.payer, x.payer_account, ?, decode(x.fingerprint, 'hex'), ?::uuid, ?::uuid, ?::timestamptz
FROM json_to_recordset(?::json) AS x(id uuid, day date, at timestamptz, amount bigint, text text, ref text, balance bigint, payer text, payer_account text, fingerprint text)`,
		from.account, from.channel, idOrNull(from.statement), idOrNull(from.event), from.at, db.JSON{V: rows})
	return err
}

func (s store) insertStatementLines(ctx context.Context, statementID ident.ID, lines db.IDs) error {
	_, err := s.db.Exec(ctx, "note the lines of a statement", `
INSERT INTO bank_statement_lines (statement_id, position, line_id) SELECT ?::uuid, x.n, x.id FROM unnest(?::uuid[]) WITH ORDINALITY AS x(id, n)`,
		statementID, lines)
	return err
}

// insertEvent keeps a notice; ident.Nil where it was told before.
func (s store) insertEvent(ctx context.Context, n Notice, now time.Time) (ident.ID, error) {
	id := ident.New()
	rows, err := s.db.Exec(ctx, "keep a notice of a bank", `
INSERT INTO bank_events (id, provider, external_id, raw, received_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (provider, external_id) DO NOTHING`,
		id, n.Provider, n.ExternalID, n.Raw, now)
	if rows == 0 {
		id = ident.Nil
	}
	return id, err
}

func (s store) lockEvent(ctx context.Context, id ident.ID) (n Notice, found bool, err error) {
	err = s.db.Each(ctx, "lock a notice", `SELECT provider, external_id, raw FROM bank_events WHERE id = ? AND state = 'received' FOR UPDATE`, []any{id},
		func(rows *sql.Rows) error {
			found = true
			return rows.Scan(&n.Provider, &n.ExternalID, &n.Raw)
		})
	return n, found, err
}

func (s store) endEvent(ctx context.Context, id ident.ID, state EventState, line ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "end a notice", `UPDATE bank_events SET state = ?, line_id = ?, processed_at = ? WHERE id = ?`, state, idOrNull(line), now, id)
	return err
}

// toldOf are those of the lines of which a service has told.
func (s store) toldOf(ctx context.Context, p Provider, list []Line) (map[ident.ID]bool, error) {
	out := map[ident.ID]bool{}
	err := s.db.Each(ctx, "find what a service told", `SELECT line_id FROM bank_events WHERE provider = ? AND line_id = ANY(ARRAY(SELECT unnest(?::uuid[])))`,
		[]any{p, idsOf(list)}, func(rows *sql.Rows) error {
			var id ident.ID
			err := rows.Scan(&id)
			out[id] = true
			return err
		})
	return out, err
}

func (s store) odd(ctx context.Context) (n int64, err error) {
	err = s.db.Each(ctx, "count odd notices", `SELECT count(*) FROM bank_events WHERE state IN ('unreadable', 'unknown_account')`, nil,
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

func amountOrNull(a *money.VND) *int64 {
	if a == nil {
		return nil
	}
	n := int64(*a)
	return &n
}
