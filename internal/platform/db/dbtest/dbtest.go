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

// server is the one PostgreSQL of this test process.
type server struct {
	dsn      func(database string) string
	template string
	// templates are the seeded ones by name, made one at a time.
	seedMu    sync.Mutex
	templates map[string]string
	// Cloning needs the template unused, and PostgreSQL clones one at a time anyway.
	mu sync.Mutex
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
	if err := s.admin(fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, template)); err != nil {
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

func (s *server) seeded(name string, seed Seed) (string, error) {
	s.seedMu.Lock()
	defer s.seedMu.Unlock()
	if template, ok := s.templates[name]; ok {
		return template, nil
	}
	template := freshName("seeded")
	if err := s.admin(fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", template, s.template)); err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	d, err := db.Open(ctx, s.dsn(template), db.Options{MaxConns: 4})
	if err != nil {
		return "", err
	}
	defer d.Close()
	if err := seed(ctx, d); err != nil {
		return "", err
	}
	s.templates[name] = template
	return template, nil
}

func freshName(prefix string) string {
	return prefix + "_" + strings.ReplaceAll(ident.New().String(), "-", "")
}

func (s *server) admin(statement string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
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
	s := &server{template: freshName("template"), templates: map[string]string{}}
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
	if err := s.admin("CREATE DATABASE " + s.template); err != nil {
		return nil, fmt.Errorf("create template database: %w", err)
	}
	d, err := db.Open(ctx, s.dsn(s.template), db.Options{MaxConns: 4})
	if err != nil {
		return nil, err
	}
	defer d.Close()
	if _, err := d.MigrateUp(ctx); err != nil {
		return nil, err
	}
	return s, nil
}
