package pglocal

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"
)

const (
	fastStopWait      = 60 * time.Second // a checkpoint of a busy cluster takes a while
	immediateStopWait = 10 * time.Second
)

// process is the postmaster we started.
type process struct {
	cmd           *exec.Cmd
	log           *serverLog
	done          chan struct{} // closed after the postmaster was reaped
	stopOnce      sync.Once
	stopErr       error
	ownsSocketDir bool
}

// launch starts the postmaster and returns at once; it is not ready yet.
func launch(bins string, owner account, dataDir, socketDir string, opts Options) (*process, error) {
	//nolint:gosec,noctx // G204: PostgreSQL's own program; it outlives the context of the start
	cmd := exec.Command(filepath.Join(bins, "postgres"), serverArgs(dataDir, socketDir, opts.Durable)...)
	cmd.Dir = dataDir
	cmd.Env = childEnv()
	cmd.SysProcAttr = sysProcAttr(owner, true)
	// Orphaned backends may keep the pipe open for a moment after the postmaster.
	cmd.WaitDelay = 5 * time.Second
	p := &process{cmd: cmd, log: &serverLog{log: opts.Log}, done: make(chan struct{})}
	cmd.Stderr = p.log

	started := make(chan error, 1)
	go func() {
		// The parent-death signal follows the thread that forked, not the process:
		// this goroutine keeps its thread for as long as PostgreSQL lives. Without
		// this the runtime may end an idle thread and take the database with it.
		runtime.LockOSThread()
		defer close(p.done)
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // why it ended stands in its log
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	return p, nil
}

// stop shuts down fast (SIGINT: sessions end, a checkpoint is written) and only
// when that hangs immediately (SIGQUIT: the next start recovers).
func (p *process) stop() error {
	p.stopOnce.Do(func() {
		for _, step := range []struct {
			signal os.Signal
			wait   time.Duration
		}{{syscall.SIGINT, fastStopWait}, {syscall.SIGQUIT, immediateStopWait}, {syscall.SIGKILL, immediateStopWait}} {
			if err := p.cmd.Process.Signal(step.signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
				p.stopErr = fmt.Errorf("stop PostgreSQL: %w", err)
				return
			}
			if p.endsWithin(step.wait) {
				return
			}
		}
		p.stopErr = errors.New("stop PostgreSQL: it does not end")
	})
	return p.stopErr
}

func (p *process) endsWithin(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-p.done:
		return true
	case <-timer.C:
		return false
	}
}

func (p *process) lastWords() string { return p.log.lastWords() }

// serverArgs sets everything by argument, so that a new release changes the
// settings of clusters that exist already.
func serverArgs(dataDir, socketDir string, durable bool) []string {
	settings := []string{
		"listen_addresses=",
		"unix_socket_directories=" + socketDir,
		"unix_socket_permissions=0700",
		"port=" + socketPort,
		"jit=off", // compiling costs more than our short queries take
		"random_page_cost=1.1",
		"timezone=UTC",
		"log_timezone=UTC",
		"log_line_prefix=",
		"log_min_messages=warning",
		"shared_preload_libraries=",
	}
	if durable {
		settings = append(settings, "max_connections=100",
			"fsync=on", "synchronous_commit=on", "full_page_writes=on",
			"shared_buffers=256MB", "wal_compression=on",
			"max_wal_size=1GB", "checkpoint_timeout=10min",
		)
	} else {
		settings = append(settings, "max_connections=300", // packages of tests share one
			"fsync=off", "synchronous_commit=off", "full_page_writes=off",
			"shared_buffers=128MB", "wal_level=minimal", "max_wal_senders=0",
			"max_wal_size=4GB", "checkpoint_timeout=1d", "autovacuum_naptime=1h",
		)
	}
	args := []string{"-D", dataDir}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	return args
}
