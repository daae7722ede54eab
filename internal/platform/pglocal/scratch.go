package pglocal

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

const (
	scratchPrefix = "chophien-scratch-"
	// minShmFree: containers often give /dev/shm only 64 MiB.
	minShmFree = 2 << 30
)

// StartScratch runs a throw-away cluster for tests and benchmarks: nothing is
// synced to disk, and Stop removes it all. It lies in memory (/dev/shm) where
// there is room, else in the temporary directory. DataDir and Durable are ignored.
//
// What killed runs left behind is removed first, since nobody else would.
func StartScratch(ctx context.Context, opts Options) (*Cluster, error) {
	opts = withDefaults(opts)
	ctx, cancel := context.WithTimeout(ctx, opts.StartTimeout)
	defer cancel()

	dir, lock, err := claimScratch(scratchBase())
	if err != nil {
		return nil, err
	}
	opts.DataDir, opts.Durable = filepath.Join(dir, "pg"), false
	c, err := startOwned(ctx, opts, lock)
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	c.scratchDir = dir
	return c, nil
}

// claimScratch makes a locked scratch directory. A second lock makes sweeping
// and claiming exclusive: a directory just made but not locked yet would look
// abandoned to the next process's sweep.
func claimScratch(base string) (dir string, lock *os.File, err error) {
	gate, err := os.OpenFile(filepath.Join(base, scratchPrefix+strconv.Itoa(os.Getuid())+".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", nil, fmt.Errorf("open the scratch lock: %w", err)
	}
	defer func() { _ = gate.Close() }()
	if err = syscall.Flock(int(gate.Fd()), syscall.LOCK_EX); err != nil {
		return "", nil, fmt.Errorf("take the scratch lock: %w", err)
	}
	sweepScratch(base)

	if dir, err = os.MkdirTemp(base, scratchPrefix); err != nil {
		return "", nil, fmt.Errorf("make a scratch directory: %w", err)
	}
	if err = os.Chmod(dir, 0o711); err != nil { //nolint:gosec // G302: the unprivileged user passes through
		return "", nil, fmt.Errorf("open the scratch directory: %w", err)
	}
	lock, err = tryLock(filepath.Join(dir, "pg.lock"))
	if err == nil && lock == nil {
		err = fmt.Errorf("the new directory %s is locked by somebody else", dir)
	}
	return dir, lock, err
}

// sweepScratch removes the directories of this user whose owner is gone.
func sweepScratch(base string) {
	entries, err := os.ReadDir(base)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), scratchPrefix) {
			continue
		}
		dir := filepath.Join(base, e.Name())
		if info, err := e.Info(); err != nil || !ownedBy(info, os.Geteuid()) {
			continue
		}
		if lock, err := tryLock(filepath.Join(dir, "pg.lock")); err == nil && lock != nil {
			_ = os.RemoveAll(dir)
			_ = lock.Close()
		}
	}
}

func scratchBase() string {
	const shm = "/dev/shm"
	var st syscall.Statfs_t
	if err := syscall.Statfs(shm, &st); err == nil {
		writable := syscall.Access(shm, 2) == nil                 // W_OK
		if writable && st.Bavail*uint64(st.Bsize) >= minShmFree { //nolint:gosec // G115: a block size is positive
			return shm
		}
	}
	return os.TempDir()
}
