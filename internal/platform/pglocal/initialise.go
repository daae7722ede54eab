package pglocal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// initialise makes the cluster beside its final place and renames it, so that a
// kill in the middle never leaves a directory that looks like a cluster.
func initialise(ctx context.Context, bins string, owner account, dataDir string, opts Options) error {
	if err := refuseForeignFiles(dataDir); err != nil {
		return err
	}
	building := dataDir + ".new"
	if err := os.RemoveAll(building); err != nil { // left by an interrupted start
		return fmt.Errorf("clear %s: %w", building, err)
	}
	if err := os.Mkdir(building, 0o700); err != nil {
		return fmt.Errorf("make the PostgreSQL data directory: %w: choose a writable DATA_DIR", err)
	}
	defer func() { _ = os.RemoveAll(building) }() // nothing there after the rename
	if err := owner.own(building); err != nil {
		return err
	}
	args := []string{
		"-D", building, "-U", superuser, "-A", "trust", "-E", "UTF8",
		"--locale=C.UTF-8", "--lc-messages=C",
	}
	if opts.Durable {
		args = append(args, "--data-checksums")
	} else {
		args = append(args, "--no-sync")
	}
	if err := run(ctx, owner, building, "", filepath.Join(bins, "initdb"), args...); err != nil {
		return fmt.Errorf("create the PostgreSQL data: %w", err)
	}
	// Single-user mode: the only way to make the first role before the cluster
	// serves anybody.
	err := run(ctx, owner, building, "CREATE ROLE "+Role+" LOGIN CREATEDB\n",
		filepath.Join(bins, "postgres"), "--single", "-D", building, "-c", "fsync=off", "postgres")
	if err != nil {
		return fmt.Errorf("create the PostgreSQL role: %w", err)
	}
	// os.Rename does not replace a directory, not even an empty one.
	if err := os.Remove(dataDir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("replace the empty directory: %w", err)
	}
	if err := os.Rename(building, dataDir); err != nil {
		return fmt.Errorf("put the PostgreSQL data in place: %w", err)
	}
	return nil
}

// refuseForeignFiles guards whatever else lies where the cluster should go.
func refuseForeignFiles(dataDir string) error {
	entries, err := os.ReadDir(dataDir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look into %s: %w: choose another DATA_DIR", dataDir, err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is neither empty nor a PostgreSQL data directory: move its files away, or choose another DATA_DIR", dataDir)
	}
	return nil
}

// run executes one program as the owner and puts its last words in the error.
func run(ctx context.Context, owner account, dir, stdin, program string, args ...string) error {
	// The child dies with the thread that started it (sysProcAttr): hold the thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // G204: PostgreSQL's own programs
	cmd.Dir = dir
	cmd.Env = childEnv()
	cmd.SysProcAttr = sysProcAttr(owner, false)
	if stdin != "" {
		cmd.Stdin = strings.NewReader(stdin)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(program), err, lastLines(out.String(), 3))
	}
	// Single-user mode ends with status 0 even when its statement failed.
	if strings.Contains(out.String(), "ERROR:") || strings.Contains(out.String(), "FATAL:") {
		return fmt.Errorf("%s: %s", filepath.Base(program), lastLines(out.String(), 3))
	}
	return nil
}

// childEnv keeps PG* variables of the caller's shell away from our cluster.
func childEnv() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "TZ=UTC"}
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) > n {
		lines = lines[len(lines)-n:]
	}
	return strings.Join(lines, " / ")
}
