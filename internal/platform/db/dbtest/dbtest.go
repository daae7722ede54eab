// Package dbtest gives each test its own PostgreSQL database, cloned from a
// migrated template. The server is real: the one of TEST_DATABASE_URL, or a
// private cluster that lives as long as the test process.
package dbtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/pglocal"
)

// Seed fills a template; it runs once for all tests of the process that name it.
type Seed func(ctx context.Context, d *db.DB) error

// NewSeeded is New with the data of a named seed already there.
func NewSeeded(tb testing.TB, name string, seed Seed) *db.DB {
	tb.Helper()
	d, err := db.Open(context.Background(), DSNSeeded(tb, name, seed), db.Options{})
	if err != nil {
		tb.Fatalf("open test database: %v", err)
	}
	tb.Cleanup(d.Close)
	return d
}

// DSNSeeded is DSN with the data of a named seed already there.
func DSNSeeded(tb testing.TB, name string, seed Seed) string {
	tb.Helper()
	once.Do(func() { shared, errOnce = start() })
	if errOnce != nil {
		tb.Fatalf("start test database server: %v", errOnce)
	}
	template, err := shared.seeded(name, seed)
	if err != nil {
		tb.Fatalf("seed test template %s: %v", name, err)
	}
	return shared.clone(tb, template)
}

// runEnv names the run of tests (cmd/testdb) whose processes share a server and with it
// their templates: what was migrated and seeded for one package serves the next.
const runEnv = "TEST_DATABASE_RUN"

// server is the one PostgreSQL of this test process.
type server struct {
	dsn      func(database string) string
	run      string // its processes share templates; "" is this process alone
	template string
	// templates are the seeded ones by name, made one at a time.
	seedMu    sync.Mutex
	templates map[string]string
}

var (
	once    sync.Once //nolint:gochecknoglobals // one server for all tests of the process
	shared  *server   //nolint:gochecknoglobals // see once
	errOnce error     //nolint:gochecknoglobals // see once
)

// New returns a fresh, migrated, empty database, dropped when the test passes
// and kept (its name is logged) when it fails.
func New(tb testing.TB) *db.DB {
	tb.Helper()
	d, err := db.Open(context.Background(), DSN(tb), db.Options{})
	if err != nil {
		tb.Fatalf("open test database: %v", err)
	}
	tb.Cleanup(d.Close)
	return d
}

// DSN is New for tests that connect themselves or start the real binary.
func DSN(tb testing.TB) string {
	tb.Helper()
	once.Do(func() { shared, errOnce = start() })
	if errOnce != nil {
		tb.Fatalf("start test database server: %v", errOnce)
	}
	return shared.clone(tb, shared.template)
}

func (s *server) clone(tb testing.TB, template string) string {
	tb.Helper()
	name := freshName("test")
	if err := s.copyDatabase(name, template); err != nil {
		tb.Fatalf("clone test database: %v", err)
	}
	tb.Cleanup(func() {
		if tb.Failed() {
			tb.Logf("database kept: %s", s.dsn(name))
			return
		}
		if err := s.admin(fmt.Sprintf("DROP DATABASE %s WITH (FORCE)", name)); err != nil {
			tb.Logf("drop test database: %v", err)
		}
	})
	return s.dsn(name)
}

// copyDatabase copies files: page by page through the log, which is PostgreSQL's own
// choice, takes four times the work.
func (s *server) copyDatabase(name, template string) error {
	return s.admin(fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", name, template))
}

func (s *server) seeded(name string, seed Seed) (string, error) {
	s.seedMu.Lock()
	defer s.seedMu.Unlock()
	if template, ok := s.templates[name]; ok {
		return template, nil
	}
	template, err := s.make(name, s.template, seed)
	if err == nil {
		s.templates[name] = template
	}
	return template, err
}

// make fills a template that starts as a copy of another; of a run's processes, the first
// to come does and the others wait.
func (s *server) make(name, from string, fill Seed) (template string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	if s.run == "" {
		template = freshName(name)
		return template, s.fill(ctx, template, from, fill)
	}
	template = s.run + "_" + name
	conn, err := pgx.Connect(ctx, s.dsn("postgres"))
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }() // and with it the lock
	if _, err = conn.Exec(ctx, "SELECT pg_advisory_lock(hashtext($1))", template); err != nil {
		return "", err
	}
	var there bool
	if err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", template).Scan(&there); err != nil || there {
		return template, err
	}
	unfinished := freshName(name)
	if err = s.fill(ctx, unfinished, from, fill); err != nil {
		return "", err
	}
	_, err = conn.Exec(ctx, fmt.Sprintf("ALTER DATABASE %s RENAME TO %s", unfinished, template))
	return template, err
}

func (s *server) fill(ctx context.Context, name, from string, fill Seed) error {
	if err := s.copyDatabase(name, from); err != nil {
		return err
	}
	d, err := db.Open(ctx, s.dsn(name), db.Options{MaxConns: 4})
	if err != nil {
		return err
	}
	defer d.Close()
	return fill(ctx, d)
}

func freshName(prefix string) string {
	return prefix + "_" + strings.ReplaceAll(ident.New().String(), "-", "")
}

func (s *server) admin(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.dsn("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, statement)
	return err
}

func start() (*server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	s := &server{run: os.Getenv(runEnv), templates: map[string]string{}}
	if given := os.Getenv("TEST_DATABASE_URL"); given != "" {
		u, err := url.Parse(given)
		if err != nil {
			return nil, fmt.Errorf("read TEST_DATABASE_URL: %w", err)
		}
		s.dsn = func(database string) string {
			c := *u
			c.Path = "/" + database
			return c.String()
		}
	} else {
		// In memory, removed by the next test process when this one is killed or just ends.
		cluster, err := pglocal.StartScratch(ctx, pglocal.Options{})
		if err != nil {
			return nil, err
		}
		s.dsn = cluster.DSN
	}
	var err error
	s.template, err = s.make("template", "template0", func(ctx context.Context, d *db.DB) error {
		_, err := d.MigrateUp(ctx)
		return err
	})
	return s, err
}
