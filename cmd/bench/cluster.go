package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"

	"github.com/chophien/chophien/internal/platform/pglocal"
)

// cluster is the PostgreSQL of one run: a private one in a temporary directory.
type cluster struct {
	*pglocal.Cluster

	dir string
	log *logTap
}

func startCluster(ctx context.Context, durable bool) (*cluster, error) {
	// Under /var/tmp: /tmp may lie in memory, where a durable commit costs nothing.
	dir, err := os.MkdirTemp("/var/tmp", "chophien-bench-")
	if err != nil {
		return nil, fmt.Errorf("make a directory: %w", err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // G302: PostgreSQL's own user must pass through
		return nil, fmt.Errorf("open the directory: %w", err)
	}
	tap := &logTap{}
	c, err := pglocal.Start(ctx, pglocal.Options{DataDir: filepath.Join(dir, "pg"), Durable: durable, Log: slog.New(tap)})
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	return &cluster{Cluster: c, dir: dir, log: tap}, nil
}

func (c *cluster) close() error {
	err := c.Stop()
	_ = os.RemoveAll(c.dir)
	if err != nil {
		return fmt.Errorf("stop PostgreSQL: %w", err)
	}
	return nil
}

// superuser is the DSN of a database for what the application may not do: loading
// without foreign keys, logging every statement.
func (c *cluster) superuser(database string) string {
	u, err := url.Parse(c.DSN(database))
	if err != nil {
		return ""
	}
	u.User = url.User("postgres")
	return u.String()
}

// exec runs one statement as the superuser.
func (c *cluster) exec(ctx context.Context, database, statement string) error {
	conn, err := pgx.Connect(ctx, c.superuser(database))
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("run %.60q: %w", statement, err)
	}
	return nil
}

// number asks for one whole number.
func (c *cluster) number(ctx context.Context, database, query string, args ...any) (n int64, err error) {
	err = c.ask(ctx, database, query, &n, args...)
	return n, err
}

// text asks for one string.
func (c *cluster) text(ctx context.Context, database, query string, args ...any) (s string, err error) {
	err = c.ask(ctx, database, query, &s, args...)
	return s, err
}

func (c *cluster) ask(ctx context.Context, database, query string, into any, args ...any) error {
	conn, err := pgx.Connect(ctx, c.superuser(database))
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if err := conn.QueryRow(ctx, query, args...).Scan(into); err != nil {
		return fmt.Errorf("ask %.60q: %w", query, err)
	}
	return nil
}

// logTap collects PostgreSQL's log lines while it is open.
type logTap struct {
	mu    sync.Mutex
	open  bool
	lines []string
}

// Enabled takes everything: statements are logged at a low level.
func (t *logTap) Enabled(context.Context, slog.Level) bool { return true }

// Handle keeps a line while the tap is open.
func (t *logTap) Handle(_ context.Context, r slog.Record) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.open {
		t.lines = append(t.lines, r.Message)
	}
	if strings.HasPrefix(r.Message, "PANIC") {
		fmt.Fprintln(os.Stderr, "postgres:", r.Message)
	}
	return nil
}

// WithAttrs is not needed: only messages are kept.
func (t *logTap) WithAttrs([]slog.Attr) slog.Handler { return t }

// WithGroup is not needed either.
func (t *logTap) WithGroup(string) slog.Handler { return t }

func (t *logTap) start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open, t.lines = true, nil
}

func (t *logTap) stop() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = false
	return t.lines
}
