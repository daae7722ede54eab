package pglocal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
)

// Role is the unprivileged database role the application connects as. It may
// create databases (and, in its own databases, trusted extensions), nothing more.
const Role = "chophien"

const (
	superuser           = "postgres"
	socketPort          = "5432" // only part of the socket's file name: no port is opened
	pollEvery           = 20 * time.Millisecond
	defaultStartTimeout = 2 * time.Minute
	dyingOwnerWait      = 10 * time.Second
)

// Options says where the cluster lives and how careful it is.
type Options struct {
	// DataDir is the cluster's directory, made when absent. Its parent must be
	// writable; a relative path counts from the working directory.
	DataDir string
	// Log gets PostgreSQL's own log lines and this package's remarks; nil is silent.
	Log *slog.Logger
	// Durable keeps every committed transaction through a crash. Turn it off
	// only for data that may vanish, as in tests.
	Durable bool
	// BinDir names the directory of initdb and postgres. Empty means: PG_BIN,
	// then the newest of /usr/lib/postgresql, then PATH.
	BinDir string
	// StartTimeout bounds the start, crash recovery included; 0 means two minutes.
	StartTimeout time.Duration
	// FallbackDir holds the cluster when DataDir lies in a place that the
	// unprivileged user cannot enter (a clone under /root); DataDir is then a
	// symbolic link to it. Empty means /var/lib/chophien. Used only as root.
	FallbackDir string
}

// Cluster is a running PostgreSQL, owned or attached to.
type Cluster struct {
	socketDir  string
	log        *slog.Logger
	lock       *os.File // nil when attached
	proc       *process // nil when attached
	scratchDir string   // removed on Stop; "" for data that stays
}

// Start makes the cluster when needed and returns once it answers queries. When
// another process already runs the cluster of this directory, Start attaches to it.
func Start(ctx context.Context, opts Options) (*Cluster, error) {
	opts = withDefaults(opts)
	ctx, cancel := context.WithTimeout(ctx, opts.StartTimeout)
	defer cancel()

	dataDir, err := prepareParent(opts.DataDir)
	if err != nil {
		return nil, err
	}
	opts.DataDir = dataDir
	for {
		lock, err := tryLock(dataDir + ".lock")
		if err != nil {
			return nil, err
		}
		if lock != nil {
			return startOwned(ctx, opts, lock)
		}
		if c := attach(ctx, dataDir, opts.Log); c != nil {
			return c, nil
		}
		// The owner is still starting, or has just gone: look at both again.
		if err := pause(ctx); err != nil {
			return nil, fmt.Errorf("another process holds %s.lock but its PostgreSQL does not answer: stop that process and try again: %w", dataDir, err)
		}
	}
}

// DSN returns a connection string for the named database, understood by pgx,
// libpq and goose alike.
func (c *Cluster) DSN(database string) string { return c.dsnAs(Role, database) }

// SocketDir is where the cluster's Unix socket lies.
func (c *Cluster) SocketDir() string { return c.socketDir }

// Owned tells whether this process started the cluster and so will stop it.
func (c *Cluster) Owned() bool { return c.proc != nil }

// Done is closed when PostgreSQL has ended, whoever ended it. For a cluster
// this process only attached to it never closes.
func (c *Cluster) Done() <-chan struct{} {
	if c.proc == nil {
		return nil
	}
	return c.proc.done
}

// CreateDatabase makes the named database when it is absent.
func (c *Cluster) CreateDatabase(ctx context.Context, name string) error {
	conn, err := pgx.Connect(ctx, c.DSN("postgres"))
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()

	var exists bool
	err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&exists)
	if err != nil {
		return fmt.Errorf("look for database %s: %w", name, err)
	}
	if exists {
		return nil
	}
	if _, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()); err != nil && !isDuplicateDatabase(err) {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	return nil
}

// Stop ends the cluster: open transactions are rolled back, everything committed
// is written out. On an attached cluster it does nothing. It may be called twice.
func (c *Cluster) Stop() error {
	if c.proc == nil {
		return nil
	}
	err := c.proc.stop()
	c.cleanUp()
	return err
}

// cleanUp gives up what start took. The lock goes last: whoever waits for it
// must find a cluster that has ended.
func (c *Cluster) cleanUp() {
	if c.proc != nil && c.proc.ownsSocketDir {
		_ = os.RemoveAll(c.socketDir)
	}
	if c.scratchDir != "" {
		_ = os.RemoveAll(c.scratchDir)
	}
	if c.lock != nil {
		_ = c.lock.Close()
		c.lock = nil
	}
}

func (c *Cluster) dsnAs(role, database string) string {
	u := url.URL{
		Scheme: "postgres",
		User:   url.User(role),
		Path:   "/" + database,
		RawQuery: url.Values{
			"host":    {c.socketDir},
			"port":    {socketPort},
			"sslmode": {"disable"},
		}.Encode(),
	}
	return u.String()
}

func withDefaults(opts Options) Options {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.StartTimeout <= 0 {
		opts.StartTimeout = defaultStartTimeout
	}
	if opts.FallbackDir == "" {
		opts.FallbackDir = "/var/lib/chophien"
	}
	return opts
}

// prepareParent makes the parent directory and returns the absolute data
// directory, with links in the parent resolved so that one cluster has one lock.
func prepareParent(dataDir string) (string, error) {
	if dataDir == "" {
		return "", errors.New("the local PostgreSQL needs a data directory: set DATA_DIR")
	}
	abs, err := filepath.Abs(dataDir)
	if err != nil {
		return "", fmt.Errorf("resolve %s: %w", dataDir, err)
	}
	parent := filepath.Dir(abs)
	// 0755 on purpose: as root the cluster runs as another user, who must be
	// able to pass through here. The cluster's own directory is 0700.
	if err = os.MkdirAll(parent, 0o755); err != nil { //nolint:gosec // G301: see above
		return "", fmt.Errorf("make the data directory: %w: choose a writable DATA_DIR", err)
	}
	if parent, err = filepath.EvalSymlinks(parent); err != nil {
		return "", fmt.Errorf("resolve %s: %w", abs, err)
	}
	return filepath.Join(parent, filepath.Base(abs)), nil
}

// pause waits one polling step, or returns the context's error.
func pause(ctx context.Context) error {
	timer := time.NewTimer(pollEvery)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
