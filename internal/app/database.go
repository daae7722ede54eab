package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/config"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/pglocal"
)

// Database is the market's PostgreSQL: the server that was given, or a private
// cluster of this process.
type Database struct {
	*db.DB
	cluster *pglocal.Cluster
	// Engine says which it is, for people.
	Engine string
}

// OpenDatabase connects to DATABASE_URL, or starts the embedded cluster.
func OpenDatabase(ctx context.Context, cfg config.Config, log *slog.Logger, tracer pgx.QueryTracer) (*Database, error) {
	d := &Database{Engine: "PostgreSQL at DATABASE_URL"}
	dsn := string(cfg.Database.URL)
	if dsn == "" {
		dir := filepath.Join(cfg.DataDir, "postgres")
		cluster, err := pglocal.Start(ctx, pglocal.Options{DataDir: dir, Durable: true, Log: log})
		if err != nil {
			return nil, fmt.Errorf("start the embedded PostgreSQL (or give a server in DATABASE_URL): %w", err)
		}
		d.cluster = cluster
		d.Engine = "embedded PostgreSQL in " + dir
		if dsn, err = ensureDatabase(ctx, cluster); err != nil {
			return nil, errors.Join(err, d.Close())
		}
	}
	var err error
	if d.DB, err = db.Open(ctx, dsn, db.Options{MaxConns: cfg.Database.MaxConns, Tracer: tracer}); err != nil {
		return nil, errors.Join(unreachable{err}, d.Close())
	}
	return d, nil
}

// unreachable says on one line what the driver says on several.
type unreachable struct{ err error }

func (u unreachable) Error() string {
	return "the database does not answer; is the server up and DATABASE_URL right? " + strings.Join(strings.Fields(u.err.Error()), " ")
}

func (u unreachable) Unwrap() error { return u.err }

const embeddedName = "chophien"

func ensureDatabase(ctx context.Context, cluster *pglocal.Cluster) (string, error) {
	conn, err := pgx.Connect(ctx, cluster.DSN("postgres"))
	if err != nil {
		return "", fmt.Errorf("reach the embedded PostgreSQL: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	var there bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", embeddedName).Scan(&there); err != nil {
		return "", fmt.Errorf("look for the database: %w", err)
	}
	if !there {
		if _, err := conn.Exec(ctx, "CREATE DATABASE "+embeddedName); err != nil {
			return "", fmt.Errorf("create the database: %w", err)
		}
	}
	return cluster.DSN(embeddedName), nil
}

// Died is closed when the embedded server ends by itself; nil without one.
func (d *Database) Died() <-chan struct{} {
	if d.cluster == nil {
		return nil
	}
	return d.cluster.Done()
}

// Embedded tells whether the cluster is this process's own.
func (d *Database) Embedded() bool { return d.cluster != nil }

// Migrate brings schema and reference data (administrative units) up to date.
func (d *Database) Migrate(ctx context.Context) (int, error) {
	n, err := d.MigrateUp(ctx)
	if err != nil {
		return n, err
	}
	if err := place.LoadReference(ctx, d.DB); err != nil {
		return n, fmt.Errorf("load administrative units: %w", err)
	}
	return n, nil
}

// errBehind is returned where the schema is older than this binary.
var errBehind = errors.New("the database schema is not up to date; run: chophien migrate up")

// CheckSchema refuses to work on a schema that this binary does not know.
func (d *Database) CheckSchema(ctx context.Context) error {
	list, err := d.Migrations(ctx)
	if err != nil {
		return err
	}
	for _, m := range list {
		if !m.Applied {
			return errBehind
		}
	}
	return nil
}

// Close ends the connections and, where it is ours, the server.
func (d *Database) Close() error {
	if d.DB != nil {
		d.DB.Close()
	}
	if d.cluster == nil {
		return nil
	}
	if err := d.cluster.Stop(); err != nil {
		return fmt.Errorf("stop the embedded PostgreSQL: %w", err)
	}
	return nil
}
