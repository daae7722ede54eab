package bank

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

// around reads an account's lines of a span of days and the days beside it.
func (s store) around(ctx context.Context, accountID ident.ID, from, to time.Time) ([]Line, error) {
	return s.lines(ctx, `WHERE account_id = ? AND day BETWEEN ? AND ? ORDER BY n`, accountID, from.AddDate(0, 0, -1), to.AddDate(0, 0, 1))
}

// LineColumns are those of bank_lines that ScanLine reads, under the name l.
const LineColumns = `l.id, l.n, l.account_id, l.day, l.at, l.amount_vnd, l.text, l.ref, l.balance_vnd, l.payer, l.payer_account, l.channel, l.created_at`

// ScanLine reads LineColumns and what stands after them.
func ScanLine(rows *sql.Rows, l *Line, more ...any) error {
	var at *time.Time
	var balance *int64
	err := rows.Scan(append([]any{
		&l.ID, &l.N, &l.AccountID, &l.Day, &at, &l.Amount, &l.Text, &l.Ref, &balance, &l.Payer, &l.PayerAccount, &l.Channel, &l.CreatedAt,
	}, more...)...)
	if at != nil {
		l.At = *at
	}
	l.Balance = amountFrom(balance)
	return err
}

func (s store) lines(ctx context.Context, where string, args ...any) ([]Line, error) {
	var out []Line
	err := s.db.Each(ctx, "read lines of a bank account", `SELECT `+LineColumns+` FROM bank_lines l `+where, args, func(rows *sql.Rows) error {
		var l Line
		err := ScanLine(rows, &l)
		out = append(out, l)
		return err
	})
	return out, err
}

// balances adds up the lines of each account. What was there before the first line is
// what the earliest statement that tells it says, less the lines before that one.
func (s store) balances(ctx context.Context) ([]Balance, error) {
	var out []Balance
	err := s.db.Each(ctx, "add up bank accounts", `
SELECT a.id, a.number, a.bank, a.holder, a.sample, a.created_at,
    coalesce(o.opening_vnd - coalesce((SELECT sum(l.amount_vnd) FROM bank_lines l WHERE l.account_id = a.id AND l.day < o.from_day), 0), 0)::bigint,
    m.moved, m.lines, m.last_day,
    coalesce(c.closing_vnd - (SELECT sum(l.amount_vnd) FROM bank_lines l WHERE l.account_id = a.id AND l.day <= c.to_day), 0)::bigint, c.closing_vnd IS NOT NULL
FROM bank_accounts a
LEFT JOIN LATERAL (SELECT opening_vnd, from_day FROM bank_statements WHERE account_id = a.id AND opening_vnd IS NOT NULL ORDER BY from_day, created_at LIMIT 1) o ON true
LEFT JOIN LATERAL (SELECT closing_vnd, to_day FROM bank_statements WHERE account_id = a.id AND closing_vnd IS NOT NULL ORDER BY to_day DESC, created_at DESC LIMIT 1) c ON true
CROSS JOIN LATERAL (SELECT coalesce(sum(amount_vnd), 0)::bigint AS moved, count(*) AS lines, max(day) AS last_day FROM bank_lines WHERE account_id = a.id) m
ORDER BY a.bank, a.number`, nil, func(rows *sql.Rows) error {
		var b Balance
		var last *time.Time
		var told bool
		err := rows.Scan(&b.ID, &b.Number, &b.Bank, &b.Holder, &b.Sample, &b.CreatedAt, &b.Opening, &b.Moved, &b.Lines, &last, &b.Gap, &told)
		if last != nil {
			b.LastDay = *last
		}
		if told {
			b.Gap -= b.Opening
		}
		out = append(out, b)
		return err
	})
	return out, err
}

func (s store) statements(ctx context.Context, where string, args ...any) ([]Statement, error) {
	var out []Statement
	err := s.db.Each(ctx, "read statements", `
SELECT s.id, s.channel, s.file_name, s.encoding, s.from_day, s.to_day, s.opening_vnd, s.closing_vnd, s.in_vnd, s.out_vnd, s.lines, s.fresh, s.created_at,
    coalesce(u.full_name, ''), a.id, a.number, a.bank, a.holder, a.sample, a.created_at
FROM bank_statements s JOIN bank_accounts a ON a.id = s.account_id LEFT JOIN users u ON u.id = s.created_by `+where, args, func(rows *sql.Rows) error {
		var x Statement
		var opening, closing *int64
		err := rows.Scan(&x.ID, &x.Channel, &x.FileName, &x.Encoding, &x.From, &x.To, &opening, &closing, &x.In, &x.Out, &x.Lines, &x.Fresh, &x.CreatedAt,
			&x.By, &x.Account.ID, &x.Account.Number, &x.Account.Bank, &x.Account.Holder, &x.Account.Sample, &x.Account.CreatedAt)
		x.Opening, x.Closing = amountFrom(opening), amountFrom(closing)
		out = append(out, x)
		return err
	})
	return out, err
}

func (s store) list(ctx context.Context, after *keyset.TimeID, limit int) ([]Statement, error) {
	if after == nil {
		return s.statements(ctx, `ORDER BY s.created_at DESC, s.id DESC LIMIT ?`, limit)
	}
	return s.statements(ctx, `WHERE (s.created_at, s.id) < (?, ?) ORDER BY s.created_at DESC, s.id DESC LIMIT ?`, after.At, after.ID, limit)
}

func amountFrom(n *int64) *money.VND {
	if n == nil {
		return nil
	}
	a := money.VND(*n)
	return &a
}

// idsOf is for statements that take many.
func idsOf(list []Line) db.IDs {
	ids := make(db.IDs, len(list))
	for i, l := range list {
		ids[i] = l.ID
	}
	return ids
}
