package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

var now = time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)

type bundle struct {
	*ledger.Service

	db   *db.DB
	logs *strings.Builder
}

func setup(tb testing.TB) bundle {
	tb.Helper()
	b := bundle{db: dbtest.New(tb), logs: &strings.Builder{}}
	b.Service = ledger.NewService(b.db, &clock.Fixed{T: now}, slog.New(slog.NewTextHandler(b.logs, nil)))
	return b
}

func (b bundle) post(ctx context.Context, list ...ledger.Transaction) error {
	return b.db.InTx(ctx, func(ctx context.Context) error { return b.Post(ctx, list...) })
}

// raw runs statements in one transaction past the service, as a broken program would.
func (b bundle) raw(ctx context.Context, statements ...string) error {
	return b.db.InTx(ctx, func(ctx context.Context) error {
		for _, s := range statements {
			if _, err := b.db.Exec(ctx, "by hand", s); err != nil {
				return err
			}
		}
		return nil
	})
}

func sale(event string, coop ident.ID, amount, commission money.VND) ledger.Transaction {
	return ledger.Transaction{Kind: "sale", Event: event, Subject: coop, At: now, Lines: []ledger.Line{
		ledger.Debit(ledger.Bank.Own(), amount),
		ledger.Credit(ledger.CooperativePayable.Of(coop), amount),
		ledger.Debit(ledger.CooperativePayable.Of(coop), commission),
		ledger.Credit(ledger.Commission.Own(), commission),
	}}
}

func TestService_Post(t *testing.T) {
	t.Parallel()
	b, ctx, coop := setup(t), t.Context(), ident.New()
	require.ErrorIs(t, b.Post(ctx, sale("a", coop, 100, 5)), db.ErrNoTransaction)
	require.NoError(t, b.post(ctx, sale("a", coop, 100_000, 5_000), sale("b", coop, 7, 1)))
	got, err := b.Balance(ctx, ledger.CooperativePayable.Of(coop))
	require.NoError(t, err)
	require.Equal(t, money.VND(-95_006), got)

	// The same event again changes nothing; with other lines it is refused.
	require.NoError(t, b.post(ctx, sale("a", coop, 100_000, 5_000)))
	require.ErrorIs(t, b.post(ctx, sale("a", coop, 100_000, 5_001)), ledger.ErrEventReused)
	posted, found, err := b.Posted(ctx, "a")
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, sale("a", coop, 100_000, 5_000).Lines, posted.Lines)
	trial, err := b.TrialBalance(ctx)
	require.NoError(t, err)
	require.True(t, trial.Balanced())
	require.Equal(t, money.VND(100_007), trial.Debit)

	// A posting that fails with its event leaves nothing.
	boom := errors.New("boom")
	require.ErrorIs(t, b.db.InTx(ctx, func(ctx context.Context) error {
		require.NoError(t, b.Post(ctx, sale("c", ident.New(), 1_000, 1)))
		return boom
	}), boom)
	_, found, err = b.Posted(ctx, "c")
	require.NoError(t, err)
	require.False(t, found)
}

func TestService_Post_refuses(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	bank, fees := ledger.Bank.Own(), ledger.BankFees.Own()
	for name, c := range map[string]struct {
		lines []ledger.Line
		want  error
	}{
		"one line":     {[]ledger.Line{ledger.Debit(bank, 1)}, ledger.ErrUnbalanced},
		"unbalanced":   {[]ledger.Line{ledger.Debit(bank, 2), ledger.Credit(fees, 1)}, ledger.ErrUnbalanced},
		"zero":         {[]ledger.Line{ledger.Debit(bank, 0), ledger.Credit(fees, 0)}, ledger.ErrAmount},
		"too large":    {[]ledger.Line{ledger.Debit(bank, money.Max+1), ledger.Credit(fees, money.Max+1)}, ledger.ErrAmount},
		"overflow":     {[]ledger.Line{ledger.Debit(bank, money.Max), ledger.Debit(bank, money.Max), ledger.Credit(fees, money.Max)}, ledger.ErrAmount},
		"unknown kind": {[]ledger.Line{ledger.Debit(ledger.Account{Kind: "pocket"}, 1), ledger.Credit(fees, 1)}, ledger.ErrKind},
	} {
		require.ErrorIs(t, b.post(ctx, ledger.Transaction{Kind: "test", Event: name, At: now, Lines: c.lines}), c.want, name)
	}
	require.ErrorIs(t, b.post(ctx, ledger.Transaction{Kind: "test", At: now}), ledger.ErrKind)
}

// The database itself refuses what the service would never send.
func TestDatabase_refuses_broken_postings(t *testing.T) {
	t.Parallel()
	b, ctx, coop := setup(t), t.Context(), ident.New()
	require.NoError(t, b.post(ctx, sale("good", coop, 100_000, 5_000)))
	begin := `INSERT INTO ledger_transactions (kind, event, subject, at, posted_at) VALUES ('x', 'bad', '` + coop.String() + `', now(), now())`
	line := func(transaction, kind string, amount int64) string {
		return fmt.Sprintf(`INSERT INTO ledger_entries (transaction_id, account_id, amount_vnd)
SELECT t.id, a.id, %d FROM ledger_transactions t, ledger_accounts a WHERE t.event = '%s' AND a.kind = '%s'`, amount, transaction, kind)
	}
	for name, c := range map[string]struct {
		constraint string
		statements []string
	}{
		"not balanced":        {"ledger_balanced", []string{begin, line("bad", "bank", 10), line("bad", "commission", -9)}},
		"no lines":            {"ledger_balanced", []string{begin}},
		"one line":            {"ledger_balanced", []string{begin, line("bad", "bank", 10)}},
		"a zero line":         {"ledger_entries_amount_ck", []string{begin, line("bad", "bank", 0)}},
		"a line too large":    {"ledger_entries_amount_ck", []string{begin, line("bad", "bank", int64(money.Max)+1)}},
		"more lines later":    {"ledger_entries_with_transaction", []string{line("good", "bank", 10)}},
		"a line of nothing":   {"ledger_entries_with_transaction", []string{`INSERT INTO ledger_entries (transaction_id, account_id, amount_vnd) VALUES (9999, 1, 1)`}},
		"no such account":     {"ledger_entries_open_account", []string{begin, `INSERT INTO ledger_entries (transaction_id, account_id, amount_vnd) SELECT id, 9999, 1 FROM ledger_transactions WHERE event = 'bad'`}},
		"an event twice":      {"ledger_transactions_event_key", []string{strings.Replace(begin, "'bad'", "'good'", 1)}},
		"account made other":  {"ledger_accounts_kept", []string{`UPDATE ledger_accounts SET kind = 'commission' WHERE kind = 'bank'`}},
		"account thrown away": {"ledger_accounts_kept", []string{`DELETE FROM ledger_accounts`}},
	} {
		err := b.raw(ctx, c.statements...)
		require.Error(t, err, name)
		require.Equal(t, c.constraint, db.Constraint(err), "%s: %v", name, err)
	}
	for _, s := range []string{
		`UPDATE ledger_entries SET amount_vnd = -amount_vnd`, `DELETE FROM ledger_entries`, `TRUNCATE ledger_entries`,
		`UPDATE ledger_transactions SET event = 'other'`, `DELETE FROM ledger_transactions`, `TRUNCATE ledger_transactions`, `TRUNCATE ledger_accounts`,
	} {
		require.ErrorContains(t, b.raw(ctx, s), "is append-only", s)
	}
	check, err := b.Check(ctx)
	require.NoError(t, err)
	require.True(t, check.Good())
	require.Equal(t, int64(4), check.Entries, "nothing of the broken ones stayed")
}

func TestService_Close(t *testing.T) {
	t.Parallel()
	b, ctx, coop := setup(t), t.Context(), ident.New()
	account := ledger.CooperativePayable.Of(coop)
	require.NoError(t, b.post(ctx, sale("a", coop, 100, 5)))
	require.ErrorIs(t, b.Close(ctx, account), ledger.ErrNotZero)
	require.NoError(t, b.post(ctx, ledger.Transaction{Kind: "payout", Event: "p", At: now, Lines: []ledger.Line{
		ledger.Debit(account, 95), ledger.Credit(ledger.Bank.Own(), 95),
	}}))
	require.NoError(t, b.Close(ctx, account))
	require.ErrorIs(t, b.post(ctx, sale("b", coop, 100, 5)), ledger.ErrClosed)
}

func TestService_Statement(t *testing.T) {
	t.Parallel()
	b, ctx, coop := setup(t), t.Context(), ident.New()
	account := ledger.CooperativePending.Of(coop)
	var want []money.VND
	for i := range 25 {
		amount := money.VND(i + 1)
		require.NoError(t, b.post(ctx, ledger.Transaction{Kind: "sale", Event: fmt.Sprint(i), Subject: coop, At: now, Lines: []ledger.Line{
			ledger.Debit(ledger.Bank.Own(), amount), ledger.Credit(account, amount),
		}}))
		want = append([]money.VND{-amount * (amount + 1) / 2}, want...)
		if i == 12 { // pages before, across and after the snapshot
			n, err := b.Snapshot(ctx, 1)
			require.NoError(t, err)
			require.Equal(t, int64(26), n)
		}
	}
	var got []money.VND
	for cursor, pages := "", 0; pages == 0 || cursor != ""; pages++ {
		page, err := b.Statement(ctx, account, cursor, 7)
		require.NoError(t, err)
		for _, e := range page.Items {
			require.Equal(t, coop, e.Subject)
			got = append(got, e.Balance)
		}
		cursor = page.Next
	}
	require.Equal(t, want, got)
	_, err := b.Statement(ctx, account, "!", 7)
	require.ErrorIs(t, err, keyset.ErrBadCursor)
	empty, err := b.Statement(ctx, ledger.Losses.Own(), "", 7)
	require.NoError(t, err)
	require.Empty(t, empty.Items)
}

// Many post to the same accounts, some of them fail, while snapshots are taken all the
// time: nothing is lost, nothing counted twice.
func TestService_Snapshot_while_others_post(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	coops := []ident.ID{ident.New(), ident.New(), ident.New()}
	const writers, each = 8, 60
	done := make(chan struct{})
	var posting, snapping sync.WaitGroup
	errs := make(chan error, writers*each+1)
	for w := range writers {
		posting.Go(func() {
			r := rand.New(rand.NewPCG(uint64(w), 1))
			for i := range each {
				errs <- b.db.InTx(ctx, func(ctx context.Context) error {
					t := sale(fmt.Sprintf("%d/%d", w, i), coops[r.IntN(3)], money.VND(1000+r.IntN(100_000)), money.VND(1+r.IntN(999)))
					if err := b.Post(ctx, t); err != nil || r.IntN(5) > 0 {
						return err
					}
					return errAborted
				})
			}
		})
	}
	snapping.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
				if _, err := b.Snapshot(ctx, 1); err != nil {
					errs <- err
					return
				}
			}
		}
	})
	posting.Wait()
	close(done)
	snapping.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			require.ErrorIs(t, err, errAborted)
		}
	}
	for range 2 { // before and after the last snapshot
		check, err := b.Check(ctx)
		require.NoError(t, err)
		require.True(t, check.Good(), "%+v", check)
		var exact money.VND
		require.NoError(t, b.db.Conn(ctx).Raw(`SELECT sum(amount_vnd)::bigint FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.kind = 'commission'`).Scan(&exact).Error)
		fast, err := b.Balance(ctx, ledger.Commission.Own())
		require.NoError(t, err)
		require.Equal(t, exact, fast)
		list, err := b.Balances(ctx, ledger.CooperativePayable)
		require.NoError(t, err)
		require.Len(t, list, 3)
		_, err = b.Snapshot(ctx, 1)
		require.NoError(t, err)
	}
}

var errAborted = errors.New("aborted on purpose")

// A snapshot that somebody changed, and a transaction bent past the triggers, are found.
func TestService_Check_raises_the_alarm(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	_, found, err := b.LastCheck(ctx)
	require.NoError(t, err)
	require.False(t, found)
	require.NoError(t, b.post(ctx, sale("a", ident.New(), 100, 5)))
	_, err = b.Snapshot(ctx, 1)
	require.NoError(t, err)
	require.NoError(t, b.raw(ctx, `UPDATE ledger_balances SET balance_vnd = balance_vnd + 1 WHERE account_id = (SELECT id FROM ledger_accounts WHERE kind = 'bank')`))
	check, err := b.Check(ctx)
	require.NoError(t, err)
	require.Len(t, check.Faults, 1)
	require.Equal(t, ledger.Fault{What: "snapshot_differs", ID: check.Faults[0].ID, Off: 1}, check.Faults[0])
	require.NoError(t, b.raw(ctx, `ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_append_only`, `UPDATE ledger_entries SET amount_vnd = 101 WHERE amount_vnd = 100`))
	check, err = b.Check(ctx)
	require.NoError(t, err)
	require.Equal(t, money.VND(1), check.Total)
	require.Contains(t, b.logs.String(), "THE BOOKS DO NOT BALANCE")
	last, found, err := b.LastCheck(ctx)
	require.NoError(t, err)
	require.True(t, found)
	last.At = last.At.UTC()
	require.Equal(t, check, last)
}
