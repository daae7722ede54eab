package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

const (
	ledgerDatabase     = "bench_ledger"
	ledgerCooperatives = 1000
	ledgerWriters      = 64
	// ledgerPool is how many connections our writers share, as those of a server do;
	// pgbench needs one for each of its own, and the cluster has a hundred.
	ledgerPool = 16
	// ledgerTail is how many entries a balance may have to add to its snapshot: one
	// fewer than what makes the job take the next.
	ledgerTail = 999
)

// ledgers compares posting with pgbench running the same statements, and the balance
// of a very long account with that of a short one.
func (b *bench) ledgers(ctx context.Context, r *result) error {
	if err := b.cluster.CreateDatabase(ctx, ledgerDatabase); err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	if err := command(ctx, b.binary, serverOptions{DSN: b.cluster.DSN(ledgerDatabase), DataDir: b.dataDir(ledgerDatabase)}, "migrate", "up"); err != nil {
		return err
	}
	d, err := db.Open(ctx, b.cluster.DSN(ledgerDatabase), db.Options{MaxConns: ledgerPool})
	if err != nil {
		return fmt.Errorf("open %s: %w", ledgerDatabase, err)
	}
	defer d.Close()
	l := &ledgerBench{bench: b, db: d, books: ledger.NewService(d, clock.System{}, slog.New(slog.DiscardHandler))}
	for i := range ledgerCooperatives { // so that nobody opens accounts while it is measured
		if err := l.post(ctx, "open", i, 0); err != nil {
			return err
		}
	}
	var rates [2]float64
	for i, writers := range []int{1, ledgerWriters} {
		if rates[i], err = l.posting(ctx, r, writers); err != nil {
			return err
		}
	}
	r.add(figure{
		Name: "64 writers beside one", Unit: "transactions/s", Ours: rates[1], Baseline: &rates[0], Ratio: ratio(rates[1], rates[0]),
		Note: "all of them post to the market's own two accounts",
	}.atLeast(1))
	return l.balances(ctx, r)
}

func ratio(a, b float64) *float64 {
	x := a / b
	return &x
}

type ledgerBench struct {
	*bench

	db    *db.DB
	books *ledger.Service
	base  int
}

func ledgerOwner(i int) string {
	return fmt.Sprintf("01900000-0000-7000-8000-%012x", i)
}

// post writes one sale of four lines: two on the market's hot accounts, two on the cooperative's.
func (l *ledgerBench) post(ctx context.Context, turn string, n, client int) error {
	coop, _ := ident.Parse(ledgerOwner(n * 37 % ledgerCooperatives))
	if turn == "open" {
		coop, _ = ident.Parse(ledgerOwner(n))
	}
	payable := ledger.CooperativePayable.Of(coop)
	t := ledger.Transaction{
		Kind: "sale", Event: fmt.Sprintf("bench:%s:%d:%d", turn, client, n), Subject: coop, At: time.Now().UTC(), Lines: []ledger.Line{
			ledger.Debit(ledger.Bank.Own(), 250_000), ledger.Credit(payable, 250_000), ledger.Debit(payable, 7_500), ledger.Credit(ledger.Commission.Own(), 7_500),
		},
	}
	return l.db.InTx(ctx, func(ctx context.Context) error { return l.books.Post(ctx, t) })
}

// posting lets us and pgbench take turns with so many writers.
func (l *ledgerBench) posting(ctx context.Context, r *result, writers int) (float64, error) {
	each := 12_000 / writers
	if writers == 1 {
		each = 3000
	}
	if l.quick {
		each /= 4
	}
	script := filepath.Join(l.out, "ledger.pgbench.sql")
	if err := os.MkdirAll(l.out, 0o755); err != nil { //nolint:gosec // G301: results are for everybody
		return 0, fmt.Errorf("make %s: %w", l.out, err)
	}
	if err := os.WriteFile(script, []byte(ledgerScript()), 0o644); err != nil { //nolint:gosec // G306: as above
		return 0, fmt.Errorf("write pgbench's script: %w", err)
	}
	var ours, theirs []float64
	for round := range l.rounds() {
		rate, err := l.turn(ctx, fmt.Sprintf("%d-%d", writers, round), writers, each)
		if err != nil {
			return 0, err
		}
		ours = append(ours, rate)
		if rate, err = l.pgbench(ctx, script, writers, each); err != nil {
			return 0, err
		}
		theirs = append(theirs, rate)
	}
	f := compared(fmt.Sprintf("four-line transaction, %d writer(s)", writers), "transactions/s", ours, theirs).atLeast(0.5)
	r.add(f.noting("baseline: pgbench -M prepared, the same statements, a connection for each; ours share 16"))
	return f.Ours, l.sound(ctx)
}

func (l *ledgerBench) turn(ctx context.Context, turn string, writers, each int) (float64, error) {
	errs := make(chan error, writers)
	var all sync.WaitGroup
	began := time.Now()
	for w := range writers {
		all.Go(func() {
			for i := range each {
				if err := l.post(ctx, turn, w+writers*i, w); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	close(errs)
	return float64(writers*each) / took.Seconds(), <-errs
}

// ledgerScript is the statement of the store, with expressions for its parameters.
func ledgerScript() string {
	line := func(kind, owner, amount string) string {
		return `{"kind"\x3a"` + kind + `","owner"\x3a"' || ` + owner + ` || E'","amount"\x3a` + amount + `}`
	}
	coop := `'01900000-0000-7000-8000-' || lpad(to_hex(:n::bigint * 37 % ` + strconv.Itoa(ledgerCooperatives) + `), 12, '0')`
	own := `'` + ident.Nil.String() + `'`
	lines := `E'[` + strings.Join([]string{
		line("bank", own, "250000"), line("cooperative_payable", coop, "-250000"), line("cooperative_payable", coop, "7500"), line("commission", own, "-7500"),
	}, ",") + `]'`
	for n := range 4 {
		lines = strings.Replace(lines, `{"kind"`, fmt.Sprintf(`{"n"\x3a%d,"kind"`, n), 1)
	}
	statement := ledger.InsertSQL
	for _, p := range []string{
		`(` + lines + `)`, `'sale'::text`, `('pgbench-' || :n::bigint)`, `(` + coop + `)`, `now()`, `now()`, `4::bigint`,
	} {
		statement = strings.Replace(statement, "?", p, 1)
	}
	return `\set i :i + 1` + "\n" + `\set n :base + :i * ` + strconv.Itoa(ledgerWriters) + ` + :client_id` + "\nBEGIN;\n" + strings.TrimSpace(statement) + ";\nCOMMIT;\n"
}

func (l *ledgerBench) pgbench(ctx context.Context, script string, clients, each int) (float64, error) {
	l.base += (each + 2) * ledgerWriters
	cmd := exec.CommandContext(ctx, tool("pgbench"), "-n", "-M", "prepared", "-c", strconv.Itoa(clients), "-j", "2", "-t", strconv.Itoa(each), //nolint:gosec // PostgreSQL's own program
		"-D", "i=0", "-D", "base="+strconv.Itoa(l.base), "-f", script, l.cluster.DSN(ledgerDatabase))
	out, err := cmd.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("pgbench: %w: %.2000s", err, out)
	}
	rate, done := pgbenchRate.FindSubmatch(out), pgbenchDone.FindSubmatch(out)
	if rate == nil || done == nil || string(done[1]) != strconv.Itoa(clients*each) {
		return 0, fmt.Errorf("pgbench did not do its %d transactions: %.2000s", clients*each, out)
	}
	return strconv.ParseFloat(string(rate[1]), 64) //nolint:forbidigo // a rate, no money
}

// sound fails when the books do not balance or pgbench's transactions wrote fewer lines.
func (l *ledgerBench) sound(ctx context.Context) error {
	c, err := l.books.Check(ctx)
	if err != nil {
		return err
	}
	n, err := l.cluster.number(ctx, ledgerDatabase, `SELECT 4 * count(*) FROM ledger_transactions`)
	if err == nil && (!c.Good() || n != c.Entries) {
		err = fmt.Errorf("the books do not balance: %+v, %d lines expected", c, n)
	}
	return err
}

// balances reads what a very long account comes to beside a short one, each with as
// many entries after its snapshot as there can be before the job takes the next.
func (l *ledgerBench) balances(ctx context.Context, r *result) error {
	long := 10_000_000
	if l.quick {
		long = 1_000_000
	}
	if v, err := strconv.Atoi(os.Getenv("BENCH_LEDGER_ENTRIES")); err == nil && v > 2*ledgerTail {
		long = v
	}
	big, _ := ident.Parse(ledgerOwner(1 << 30))
	small, _ := ident.Parse(ledgerOwner(1<<30 + 1))
	fill := func(owner ident.ID, from, count int) error {
		return l.cluster.exec(ctx, ledgerDatabase, fmt.Sprintf(`
SET session_replication_role = replica; -- loading what was posted long ago
WITH a AS (INSERT INTO ledger_accounts (kind, owner, opened_at) VALUES ('cooperative_payable', '%s', now()) ON CONFLICT (kind, owner) DO UPDATE SET kind = excluded.kind RETURNING id),
bank AS (SELECT id FROM ledger_accounts WHERE kind = 'bank'),
t AS (INSERT INTO ledger_transactions (kind, event, subject, at, posted_at, xact) SELECT 'sale', 'old:%s:%d:' || i, '%s', now(), now(), '3' FROM generate_series(1, %d) i RETURNING id)
INSERT INTO ledger_entries (transaction_id, account_id, amount_vnd)
SELECT t.id, x.id, x.amount FROM t, a, bank, LATERAL (VALUES (bank.id, 1000), (a.id, -1000)) AS x(id, amount)`, owner, owner, from, owner, count))
	}
	if err := fill(big, 0, long-ledgerTail); err != nil {
		return err
	}
	if err := fill(small, 0, 1000-ledgerTail); err != nil {
		return err
	}
	began := time.Now()
	n, err := l.books.Snapshot(ctx, 1)
	if err != nil {
		return err
	}
	r.add(plain("snapshot of all new entries", "entries/s", float64(n)/time.Since(began).Seconds()).noting("%s entries", short(float64(n))))
	for _, owner := range []ident.ID{big, small} {
		if err := fill(owner, 1, ledgerTail); err != nil {
			return err
		}
	}
	if err := l.cluster.exec(ctx, ledgerDatabase, `VACUUM ANALYZE ledger_entries`); err != nil {
		return err
	}
	var ours, theirs []float64
	for range l.rounds() * 2 {
		for _, side := range []struct {
			owner ident.ID
			into  *[]float64
			want  int
		}{{big, &ours, long}, {small, &theirs, 1000}} {
			const times = 300
			began := time.Now()
			for range times {
				got, err := l.books.Balance(ctx, ledger.CooperativePayable.Of(side.owner))
				if err != nil {
					return err
				}
				if int(got) != -1000*side.want {
					return fmt.Errorf("an account of %d entries comes to %d", side.want, got)
				}
			}
			*side.into = append(*side.into, float64(time.Since(began).Microseconds())/times)
		}
	}
	r.add(compared("balance of an account of "+thousands(long)+" entries", "µs", ours, theirs).atMost(2).
		noting("baseline: one of 1,000; %d entries after the snapshot on both", ledgerTail))
	return nil
}
