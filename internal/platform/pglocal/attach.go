package pglocal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// attach returns a cluster another process runs, or nil when it does not answer.
func attach(ctx context.Context, dataDir string, log *slog.Logger) *Cluster {
	pm, ok := readPostmaster(dataDir)
	if !ok || pm.socketDir == "" || !pm.alive() {
		return nil
	}
	c := &Cluster{socketDir: pm.socketDir, log: log}
	if ping(ctx, c.DSN("postgres")) != nil {
		return nil
	}
	return c
}

// waitForDying deals with a cluster that runs though nobody holds the lock. Its
// owner was killed, so it is about to end too: wait for that. One that goes on
// was started by hand and is returned attached.
func waitForDying(ctx context.Context, dataDir string, opts Options) *Cluster {
	ctx, cancel := context.WithTimeout(ctx, dyingOwnerWait)
	defer cancel()
	for {
		pm, ok := readPostmaster(dataDir)
		if !ok || !pm.alive() {
			return nil
		}
		if pause(ctx) != nil {
			return attach(context.WithoutCancel(ctx), dataDir, opts.Log)
		}
	}
}

// postmaster is what a running PostgreSQL writes about itself.
type postmaster struct {
	pid       int
	socketDir string
}

func readPostmaster(dataDir string) (postmaster, bool) {
	text, err := os.ReadFile(filepath.Join(dataDir, "postmaster.pid"))
	if err != nil {
		return postmaster{}, false
	}
	// Lines: pid, data directory, start time, port, socket directory, ...
	lines := strings.Split(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || pid <= 0 {
		return postmaster{}, false
	}
	pm := postmaster{pid: pid}
	if len(lines) > 4 {
		pm.socketDir = strings.TrimSpace(lines[4])
	}
	return pm, true
}

// alive tells whether the pid still is a PostgreSQL: after a crash of the
// machine the file remains and its number may belong to anyone.
func (p postmaster) alive() bool {
	if err := syscall.Kill(p.pid, 0); err != nil && !errors.Is(err, syscall.EPERM) {
		return false
	}
	name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", p.pid))
	if err != nil {
		return !errors.Is(err, os.ErrNotExist)
	}
	return strings.HasPrefix(string(name), "postgres") || strings.HasPrefix(string(name), "postmaster")
}

// tryLock takes the file lock, or returns nil when another process has it.
func tryLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		if errors.Is(err, os.ErrPermission) {
			return nil, fmt.Errorf("%w: another user made this data directory: run as that user, or choose another DATA_DIR", err)
		}
		return nil, fmt.Errorf("open the lock of the data directory: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	_ = f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, nil //nolint:nilnil // no lock and no error: somebody else has it
	}
	return nil, fmt.Errorf("lock %s: %w", path, err)
}
