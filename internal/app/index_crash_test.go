package app_test

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/platform/meili/meilitest"
	"github.com/chophien/chophien/internal/search/index"
	"github.com/chophien/chophien/internal/search/index/indextest"
)

const (
	indexChanges  = 10_000
	indexChangers = 4
)

// Ten thousand changes while the worker dies again and again and the search server
// twice: the index equals the database afterwards.
func TestCrash_indexing(t *testing.T) {
	t.Parallel()
	server := meilitest.Own(t)
	binary, err := buildBinary()
	require.NoError(t, err)
	dsn := apptest.DemoDSN(t)
	d, err := db.Open(t.Context(), dsn, db.Options{MaxConns: indexChangers + 2})
	require.NoError(t, err)
	t.Cleanup(d.Close)

	worker := func() *exec.Cmd {
		cmd := exec.CommandContext(context.Background(), binary, "work")
		cmd.Env = append(os.Environ(), "DATABASE_URL="+dsn, "DATA_DIR="+t.TempDir(), "MEILI_URL="+server.URL, "MEILI_API_KEY="+server.Key,
			"METRICS_ADDR=off", "LOG_LEVEL=error")
		cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		require.NoError(t, cmd.Start())
		return cmd
	}
	kill := func(cmd *exec.Cmd) {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	var changed atomic.Int64
	var changers sync.WaitGroup
	for n := range indexChangers {
		changers.Go(func() {
			r := rand.New(rand.NewPCG(7, uint64(n)))
			for changed.Add(1) <= indexChanges {
				if err := indextest.Change(t.Context(), d, r); err != nil && t.Context().Err() == nil {
					t.Errorf("change: %v", err)
					return
				}
			}
		})
	}
	cmd, kills, restarts := worker(), 0, 0
	defer func() { kill(cmd) }()
	r := rand.New(rand.NewPCG(3, 4))
	for changed.Load() < indexChanges || restarts < 2 {
		time.Sleep(time.Duration(100+r.IntN(1500)) * time.Millisecond)
		kill(cmd)
		kills++
		if at := changed.Load(); restarts < 2 && at > int64(restarts+1)*indexChanges/4 {
			server.Kill()
			server.Start(server.Key)
			restarts++
		}
		cmd = worker()
	}
	changers.Wait()
	client := meili.New(server.URL, server.Key)
	t.Cleanup(client.Close)
	indextest.RequireEqual(t, d, client, index.Live)
	t.Logf("%d changes, worker killed %d times, search server %d times", indexChanges, kills, restarts)
}
