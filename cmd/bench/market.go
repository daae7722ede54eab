package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"

	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/search"
)

// market is a generated database, made on first use and kept for the run.
const (
	smallDatabase = "bench_small"
	largeDatabase = "bench_large"
)

// ensureMarket makes the database of a scale unless this run has it already.
func (b *bench) ensureMarket(ctx context.Context, database string, s scale) error {
	n, err := b.cluster.number(ctx, "postgres", "SELECT count(*) FROM pg_database WHERE datname = $1", database)
	if err != nil || n == 1 {
		return err
	}
	if err := b.cluster.CreateDatabase(ctx, database); err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	opt := serverOptions{DSN: b.cluster.DSN(database), DataDir: b.dataDir(database)}
	if err := command(ctx, b.binary, opt, "migrate", "up"); err != nil {
		return err
	}
	took, err := generate(ctx, b.cluster.superuser(database), s)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "bench: generated %s in %.1f s\n", s, took.Seconds())
	return b.withDatabase(ctx, database, func(d *db.DB) error { return search.NewLexicon(d, clock.System{}).Rebuild(ctx) })
}

// withDatabase opens a database as the application does.
func (b *bench) withDatabase(ctx context.Context, database string, do func(d *db.DB) error) error {
	d, err := db.Open(ctx, b.cluster.DSN(database), db.Options{})
	if err != nil {
		return fmt.Errorf("open %s: %w", database, err)
	}
	defer d.Close()
	return do(d)
}

func (b *bench) dataDir(name string) string { return filepath.Join(b.cluster.dir, "data-"+name) }

// serveMarket starts a server on a generated database; purpose names its profile.
func (b *bench) serveMarket(ctx context.Context, database, purpose string, webOnly bool) (*server, error) {
	return startServer(ctx, b.binary, serverOptions{
		DSN: b.cluster.DSN(database), DataDir: b.dataDir(database), WebOnly: webOnly,
		Env: []string{"BENCH_PROFILE=" + b.profilePath(purpose)},
	})
}

// serveSmall makes the small market and serves it.
func (b *bench) serveSmall(ctx context.Context, purpose string, webOnly bool) (*server, error) {
	if err := b.ensureMarket(ctx, smallDatabase, smallScale); err != nil {
		return nil, err
	}
	return b.serveMarket(ctx, smallDatabase, purpose, webOnly)
}

// auditSQL counts variants whose stock contradicts its moves or claims; the same
// question as stock.Service.Audit, asked without our own code.
const auditSQL = `
SELECT count(*) FROM stock_items s
LEFT JOIN (SELECT variant_id, sum(delta) AS total FROM stock_moves GROUP BY 1) m USING (variant_id)
LEFT JOIN (SELECT variant_id, sum(quantity) AS total FROM reservations GROUP BY 1) r USING (variant_id)
WHERE s.on_hand <> coalesce(m.total, 0) OR s.reserved <> coalesce(r.total, 0) OR s.reserved > s.on_hand OR s.on_hand < 0`

// audit fails when stock does not add up.
func (b *bench) audit(ctx context.Context, database string) error {
	n, err := b.cluster.number(ctx, database, auditSQL)
	if err != nil {
		return err
	}
	if n > 0 {
		return fmt.Errorf("%d variants' stock does not add up", n)
	}
	return nil
}

// written are the tables in which a checkout leaves rows; cart_lines loses them.
func written() []string {
	return []string{
		"purchases", "orders", "order_lines", "order_events", "payments", "reservations", "consents", "idempotency_keys", "river_job", "cart_lines",
	}
}

// rowCounts counts the rows of the written tables.
func (b *bench) rowCounts(ctx context.Context) (map[string]int64, error) {
	conn, err := pgx.Connect(ctx, b.cluster.superuser(smallDatabase))
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	out := map[string]int64{}
	for _, table := range written() {
		var n int64
		if err := conn.QueryRow(ctx, "SELECT count(*) FROM "+pgx.Identifier{table}.Sanitize()).Scan(&n); err != nil {
			return nil, fmt.Errorf("count %s: %w", table, err)
		}
		out[table] = n
	}
	return out, nil
}

// perTransaction says how many rows each of n transactions left in each table.
func perTransaction(before, after map[string]int64, n int) map[string]float64 {
	out := map[string]float64{}
	for table := range after {
		out[table] = float64(after[table]-before[table]) / float64(n)
	}
	return out
}

var errRows = errors.New("pgbench's transactions do not write what ours write")
