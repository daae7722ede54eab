package pglocal_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	osexec "os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/pglocal"
)

// launcherEnv turns this test binary into a process that starts the cluster in
// the named directory, prints its DSN and waits.
const launcherEnv = "PGLOCAL_TEST_LAUNCHER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(launcherEnv); dir != "" {
		os.Exit(launcher(dir))
	}
	os.Exit(m.Run())
}

func launcher(dir string) int {
	c, err := pglocal.Start(context.Background(), pglocal.Options{DataDir: dir, Durable: true})
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	// End idle threads as the runtime would: the database must not notice.
	for range 20 {
		go runtime.LockOSThread()
	}
	time.Sleep(200 * time.Millisecond)
	fmt.Println(c.DSN("postgres"))
	_, _ = io.Copy(io.Discard, os.Stdin) // until the test closes it
	if err := c.Stop(); err != nil {
		fmt.Println("error:", err)
		return 1
	}
	return 0
}

// launch starts this binary as a launcher and returns it with its DSN.
func launch(t *testing.T, binary, dir string, attr *syscall.SysProcAttr) (*osexec.Cmd, io.WriteCloser, string) {
	t.Helper()
	cmd := osexec.CommandContext(t.Context(), binary)
	cmd.Env = append(os.Environ(), launcherEnv+"="+dir)
	cmd.Dir = "/"
	cmd.SysProcAttr = attr
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(line, "postgres://"), line)
	return cmd, stdin, strings.TrimSpace(line)
}

func TestStart_recovers_after_the_launcher_is_killed(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	cmd, _, dsn := launch(t, os.Args[0], dir, nil)
	conn := connect(t, dsn)
	exec(t, conn, "CREATE DATABASE market")
	conn = connect(t, strings.Replace(dsn, "/postgres?", "/market?", 1))
	exec(t, conn, "CREATE TABLE kept (id int)")
	exec(t, conn, "INSERT INTO kept VALUES (7)")
	require.NoError(t, cmd.Process.Kill())
	_ = cmd.Wait()

	c := start(t, pglocal.Options{DataDir: dir, Durable: true})
	assert.True(t, c.Owned(), "the orphan must end, not be used")
	var id int
	require.NoError(t, connect(t, c.DSN("market")).QueryRow(t.Context(), "SELECT id FROM kept").Scan(&id))
	assert.Equal(t, 7, id)
}

func TestStart_as_a_normal_user(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("this run is by a normal user already: every other test shows it")
	}
	const nobody = 65534
	dir := filepath.Dir(dataDir(t))
	home := filepath.Join(dir, "home")
	require.NoError(t, os.Mkdir(home, 0o700))
	require.NoError(t, os.Chown(home, nobody, nobody))
	binary := filepath.Join(dir, "launcher") // the test binary's own directory is closed to others
	copyFile(t, os.Args[0], binary)

	attr := &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	cmd, stdin, dsn := launch(t, binary, filepath.Join(home, "pg"), attr)
	exec(t, connect(t, dsn), "SELECT 1")
	info, err := os.Stat(filepath.Join(home, "pg"))
	require.NoError(t, err)
	assert.Equal(t, uint32(nobody), info.Sys().(*syscall.Stat_t).Uid)

	// root beside it attaches, and later runs the same data as its owner.
	opts := pglocal.Options{DataDir: filepath.Join(home, "pg")}
	beside, err := pglocal.Start(t.Context(), opts)
	require.NoError(t, err)
	assert.False(t, beside.Owned())
	require.NoError(t, stdin.Close())
	require.NoError(t, cmd.Wait())
	assert.True(t, start(t, opts).Owned())
}

func TestStart_as_root_below_a_closed_directory(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root runs PostgreSQL as someone else")
	}
	base := filepath.Dir(dataDir(t))
	closed := filepath.Join(base, "closed") // as /root is
	require.NoError(t, os.Mkdir(closed, 0o700))
	opts := pglocal.Options{
		DataDir:     filepath.Join(closed, "repo", ".data", "pg"),
		FallbackDir: filepath.Join(base, "fallback"),
		Durable:     true,
	}
	c := start(t, opts)
	require.NoError(t, c.CreateDatabase(t.Context(), "market"))
	require.NoError(t, c.Stop())

	target, err := os.Readlink(opts.DataDir)
	require.NoError(t, err)
	assert.Equal(t, opts.FallbackDir, filepath.Dir(target))
	c = start(t, opts)
	connect(t, c.DSN("market"))
	require.NoError(t, c.Stop())

	require.NoError(t, os.RemoveAll(filepath.Dir(opts.DataDir)))
	_, err = pgx.Connect(t.Context(), start(t, opts).DSN("market"))
	require.Error(t, err, "removing DATA_DIR means an empty database")
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(to, content, 0o755)) // another user runs it
}
