package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// searchServerKey is the key of the search servers that are measured.
const searchServerKey = "chophien-bench-key-of-32-characters"

// searchServer is a Meilisearch process.
type searchServer struct {
	addr string
	cmd  *exec.Cmd
}

// startSearchServer runs the meilisearch on PATH with its data in dir.
func startSearchServer(ctx context.Context, dir string) (*searchServer, error) {
	program, err := exec.LookPath("meilisearch")
	if err != nil {
		return nil, fmt.Errorf("find the search server: %w", err)
	}
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("make the search server's directory: %w", err)
	}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, fmt.Errorf("open the search server's log: %w", err)
	}
	defer func() { _ = log.Close() }()
	s := &searchServer{addr: "127.0.0.1:" + strconv.Itoa(port)}
	//nolint:gosec,noctx // the program is what PATH names; stopped by stop
	s.cmd = exec.Command(program, "--http-addr", s.addr, "--db-path", filepath.Join(dir, "data"), "--master-key", searchServerKey, "--env", "production",
		"--no-analytics", "--max-indexing-memory", "4GiB")
	s.cmd.Dir, s.cmd.Stdout, s.cmd.Stderr = dir, log, log
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the search server: %w", err)
	}
	for until := time.Now().Add(time.Minute); time.Now().Before(until) && ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.addr+"/health", http.NoBody)
		if err != nil {
			return nil, fmt.Errorf("ask the search server: %w", err)
		}
		if res, err := (&http.Client{Timeout: 2 * time.Second}).Do(req); err == nil {
			_ = res.Body.Close()
			return s, nil
		}
	}
	s.stop()
	return nil, errSearchServer
}

var errSearchServer = errors.New("the search server does not answer")

func (s *searchServer) stop() {
	_ = s.cmd.Process.Kill() // its data is thrown away
	_ = s.cmd.Wait()
}

func (s *searchServer) env() []string {
	return []string{"MEILI_URL=http://" + s.addr, "MEILI_API_KEY=" + searchServerKey}
}
