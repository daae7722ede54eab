package pglocal_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/pglocal"
)

// dataDir is a short path that the unprivileged user can enter; t.TempDir's
// parents belong to the test's user and are closed to others.
func dataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "pglocal-")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	require.NoError(t, os.Chmod(dir, 0o755)) // the unprivileged user passes through
	return filepath.Join(dir, "pg")
}

func start(t *testing.T, opts pglocal.Options) *pglocal.Cluster {
	t.Helper()
	c, err := pglocal.Start(t.Context(), opts)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, c.Stop()) })
	return c
}

func connect(t *testing.T, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func exec(t *testing.T, conn *pgx.Conn, sql string) {
	t.Helper()
	_, err := conn.Exec(t.Context(), sql)
	require.NoError(t, err)
}

func TestStart_first_start_and_restart(t *testing.T) {
	t.Parallel()
	opts := pglocal.Options{DataDir: dataDir(t), Durable: true}

	c := start(t, opts)
	assert.True(t, c.Owned())
	require.NoError(t, c.CreateDatabase(t.Context(), "market"))
	require.NoError(t, c.CreateDatabase(t.Context(), "market"), "making it again changes nothing")
	conn := connect(t, c.DSN("market"))
	exec(t, conn, "CREATE TABLE kept (id int)")
	exec(t, conn, "INSERT INTO kept VALUES (7)")
	require.NoError(t, c.Stop())
	require.NoError(t, c.Stop(), "stopping again changes nothing")
	select {
	case <-c.Done():
	case <-time.After(20 * time.Second):
		t.Fatal("Done stays open after Stop")
	}

	conn = connect(t, start(t, opts).DSN("market"))
	var id int
	require.NoError(t, conn.QueryRow(t.Context(), "SELECT id FROM kept").Scan(&id))
	assert.Equal(t, 7, id)
}

func TestStart_is_private_durable_and_unprivileged(t *testing.T) {
	t.Parallel()
	opts := pglocal.Options{DataDir: dataDir(t), Durable: true}
	c := start(t, opts)
	require.NoError(t, c.CreateDatabase(t.Context(), "market"))
	conn := connect(t, c.DSN("market"))

	for setting, want := range map[string]string{
		"listen_addresses": "", "fsync": "on", "synchronous_commit": "on",
		"full_page_writes": "on", "data_checksums": "on", "jit": "off",
		"server_encoding": "UTF8", "TimeZone": "UTC",
	} {
		var got string
		require.NoError(t, conn.QueryRow(t.Context(), "SELECT current_setting($1)", setting).Scan(&got))
		assert.Equal(t, want, got, setting)
	}
	var super bool
	require.NoError(t, conn.QueryRow(t.Context(), "SELECT usesuper FROM pg_user WHERE usename = current_user").Scan(&super))
	assert.False(t, super, "the application's role must not be a superuser")
	for _, ext := range []string{"pg_trgm", "unaccent", "btree_gist", "citext", "pgcrypto"} {
		exec(t, conn, "CREATE EXTENSION "+ext)
	}
	info, err := os.Stat(c.SocketDir())
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
}

func TestStart_attaches_to_a_running_cluster(t *testing.T) {
	t.Parallel()
	opts := pglocal.Options{DataDir: dataDir(t)}
	first := start(t, opts)
	second, err := pglocal.Start(t.Context(), opts)
	require.NoError(t, err)

	assert.False(t, second.Owned())
	assert.Equal(t, first.DSN("postgres"), second.DSN("postgres"))
	require.NoError(t, second.Stop())
	connect(t, first.DSN("postgres")) // still there
}

func TestStart_many_at_once_share_one_cluster(t *testing.T) {
	t.Parallel()
	opts := pglocal.Options{DataDir: dataDir(t)}
	type result struct {
		cluster *pglocal.Cluster
		err     error
	}
	results := make(chan result, 4)
	for range cap(results) {
		go func() {
			c, err := pglocal.Start(t.Context(), opts)
			results <- result{c, err}
		}()
	}
	owners := 0
	for range cap(results) {
		r := <-results
		require.NoError(t, r.err)
		if r.cluster.Owned() {
			owners++
			t.Cleanup(func() { assert.NoError(t, r.cluster.Stop()) })
		}
	}
	assert.Equal(t, 1, owners)
}

func TestStart_long_path(t *testing.T) {
	t.Parallel()
	opts := pglocal.Options{DataDir: filepath.Join(dataDir(t), strings.Repeat("long-", 20), "pg")}
	c := start(t, opts)
	assert.Less(t, len(c.SocketDir()), 94)
	second, err := pglocal.Start(t.Context(), opts)
	require.NoError(t, err)
	assert.Equal(t, c.SocketDir(), second.SocketDir())
	require.NoError(t, c.Stop())
	assert.NoDirExists(t, c.SocketDir())
}

func TestStart_interrupted_first_start_leaves_no_trace(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	require.NoError(t, os.MkdirAll(dir+".new/base", 0o700))
	require.NoError(t, os.WriteFile(dir+".new/PG_VERSION", []byte("15\n"), 0o600))
	start(t, pglocal.Options{DataDir: dir})
	assert.NoDirExists(t, dir+".new")
}

func TestStart_refuses_with_one_clear_line(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		prepare func(t *testing.T, dir string)
		opts    pglocal.Options
		want    string
	}{
		"data of another version": {
			prepare: func(t *testing.T, dir string) {
				t.Helper()
				require.NoError(t, os.MkdirAll(dir, 0o700))
				require.NoError(t, os.WriteFile(filepath.Join(dir, "PG_VERSION"), []byte("9\n"), 0o600))
			},
			want: "was written by PostgreSQL 9",
		},
		"foreign files": {
			prepare: func(t *testing.T, dir string) {
				t.Helper()
				require.NoError(t, os.MkdirAll(dir, 0o700))
				require.NoError(t, os.WriteFile(filepath.Join(dir, "photos.zip"), nil, 0o600))
			},
			want: "neither empty nor a PostgreSQL data directory",
		},
		"no programs": {
			opts: pglocal.Options{BinDir: "/nonexistent"},
			want: "make setup",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opts := tt.opts
			opts.DataDir = dataDir(t)
			if tt.prepare != nil {
				tt.prepare(t, opts.DataDir)
			}
			_, err := pglocal.Start(t.Context(), opts)
			require.Error(t, err)
			assert.Contains(t, err.Error(), tt.want)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestStartScratch(t *testing.T) {
	t.Parallel()
	c, err := pglocal.StartScratch(t.Context(), pglocal.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, c.Stop()) })
	connect(t, c.DSN("postgres"))

	// Another scratch start must not sweep one that lives.
	other, err := pglocal.StartScratch(t.Context(), pglocal.Options{})
	require.NoError(t, err)
	assert.NotEqual(t, c.DSN("postgres"), other.DSN("postgres"))
	require.NoError(t, other.Stop())
	assert.NoDirExists(t, other.SocketDir())
	connect(t, c.DSN("postgres"))
}

func TestStartScratch_sweeps_what_killed_runs_left(t *testing.T) {
	t.Parallel()
	c, err := pglocal.StartScratch(t.Context(), pglocal.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, c.Stop()) })
	left := filepath.Join(filepath.Dir(filepath.Dir(c.SocketDir())), "chophien-scratch-left")
	require.NoError(t, os.MkdirAll(filepath.Join(left, "pg"), 0o700))

	next, err := pglocal.StartScratch(t.Context(), pglocal.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, next.Stop()) })
	assert.NoDirExists(t, left)
}
