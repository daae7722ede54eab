package pglocal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// maxSocketDir keeps DIR/.s.PGSQL.5432 within the 107 bytes of a Unix address.
const maxSocketDir = 107 - len("/.s.PGSQL."+socketPort)

// startOwned runs with the lock held. It gives the lock back on any failure.
func startOwned(ctx context.Context, opts Options, lock *os.File) (_ *Cluster, err error) {
	c := &Cluster{log: opts.Log, lock: lock}
	defer func() {
		if err != nil {
			c.cleanUp()
		}
	}()

	owner, dataDir, err := chooseOwner(opts)
	if err != nil {
		return nil, err
	}
	if running := waitForDying(ctx, dataDir, opts); running != nil {
		// Started by hand (pg_ctl): use it, but never stop it.
		c.cleanUp()
		return running, nil
	}
	bins, err := findBinaries(ctx, opts.BinDir, dataDir)
	if err != nil {
		return nil, err
	}
	if !isCluster(dataDir) {
		if err = initialise(ctx, bins, owner, dataDir, opts); err != nil {
			return nil, err
		}
	}
	ownsSocketDir, err := c.chooseSocketDir(dataDir, owner)
	if err != nil {
		return nil, err
	}
	c.proc, err = launch(bins, owner, dataDir, c.socketDir, opts)
	if err != nil {
		if ownsSocketDir {
			_ = os.RemoveAll(c.socketDir)
		}
		return nil, err
	}
	c.proc.ownsSocketDir = ownsSocketDir
	if err = c.waitReady(ctx); err != nil {
		_ = c.proc.stop()
		return nil, err
	}
	return c, nil
}

// chooseSocketDir prefers the data directory itself: private already, and gone
// with the data. Too long a path gets a fresh private directory under /tmp.
func (c *Cluster) chooseSocketDir(dataDir string, owner account) (fresh bool, err error) {
	if len(dataDir) <= maxSocketDir {
		c.socketDir = dataDir
		return false, nil
	}
	dir, err := os.MkdirTemp("/tmp", "chophien-pg-")
	if err != nil {
		return false, fmt.Errorf("make a directory for PostgreSQL's socket: %w", err)
	}
	if err = owner.own(dir); err != nil {
		_ = os.RemoveAll(dir)
		return false, err
	}
	c.socketDir = dir
	return true, nil
}

// waitReady polls until the cluster answers, its process ends, or time is up.
func (c *Cluster) waitReady(ctx context.Context) error {
	for {
		err := ping(ctx, c.DSN("postgres"))
		if err == nil {
			return nil
		}
		select {
		case <-c.proc.done:
			return fmt.Errorf("PostgreSQL ended while starting: %s", c.proc.lastWords())
		default:
		}
		if pause(ctx) != nil {
			return fmt.Errorf("PostgreSQL did not become ready in time: %w", errors.Join(ctx.Err(), err))
		}
	}
}

func ping(ctx context.Context, dsn string) error {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return conn.Ping(ctx)
}

func isCluster(dataDir string) bool {
	_, err := os.Stat(filepath.Join(dataDir, "PG_VERSION"))
	return err == nil
}

// clusterMajor is the major version that wrote the data, or "" for no cluster.
func clusterMajor(dataDir string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dataDir, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the PostgreSQL data in %s: %w: run as the user who made it, or choose another DATA_DIR", dataDir, err)
	}
	return strings.TrimSpace(string(text)), nil
}

func isDuplicateDatabase(err error) bool {
	var pgErr *pgconn.PgError
	// 23505: two CREATE DATABASE at the same moment meet in the catalogue's index.
	return errors.As(err, &pgErr) && (pgErr.Code == "42P04" || pgErr.Code == "23505")
}
