// Package meilitest finds or starts a Meilisearch server for a test: the one of
// MEILI_URL, or a process of its own from the "meilisearch" on PATH, which a test may
// kill, freeze and start again. Where there is neither, the test is skipped, loudly.
package meilitest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// Key is the key of servers that are started here.
const Key = "chophien-test-key-of-32-characters"

// Server is a running server.
type Server struct {
	URL, Key string

	tb   testing.TB
	addr string
	dir  string
	cmd  *exec.Cmd
}

// IndexName returns a name that no other test uses.
func IndexName() string { return "test-" + ident.New().String() }

// Any returns a server that other tests may share: use an IndexName of your own.
func Any(tb testing.TB) *Server {
	tb.Helper()
	if url := os.Getenv("MEILI_URL"); url != "" {
		return &Server{URL: url, Key: os.Getenv("MEILI_API_KEY"), tb: tb}
	}
	return Own(tb)
}

// Own starts a server that ends with the test.
func Own(tb testing.TB) *Server {
	tb.Helper()
	program, err := exec.LookPath("meilisearch")
	if err != nil {
		tb.Skip("SKIPPED: NO MEILISEARCH: set MEILI_URL or put meilisearch on PATH to test searching with it")
	}
	s := &Server{Key: Key, tb: tb, addr: freeAddress(tb), dir: tb.TempDir()}
	s.URL = "http://" + s.addr
	s.start(program, s.Key)
	tb.Cleanup(s.Kill)
	return s
}

func freeAddress(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatalf("find a free port: %v", err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		tb.Fatalf("find a free port: %v", err)
	}
	return addr
}

func (s *Server) start(program, key string) {
	s.tb.Helper()
	log, err := os.OpenFile(s.dir+"/log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		s.tb.Fatalf("open the log of the search server: %v", err)
	}
	defer func() { _ = log.Close() }()
	//nolint:gosec // the program is what PATH names, the arguments are ours
	cmd := exec.CommandContext(context.Background(), program, "--http-addr", s.addr, "--db-path", s.dir+"/data", "--dump-dir", s.dir+"/dumps",
		"--snapshot-dir", s.dir+"/snapshots", "--master-key", key, "--env", "production", "--no-analytics", "--max-indexing-memory", "512MiB")
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		s.tb.Fatalf("start the search server: %v", err)
	}
	s.cmd = cmd
	s.waitReady()
}

// waitReady waits until the server answers.
func (s *Server) waitReady() {
	s.tb.Helper()
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if s.healthy() == nil {
			return
		}
	}
	log, _ := os.ReadFile(s.dir + "/log")
	s.tb.Fatalf("the search server does not answer: %s", log)
}

func (s *Server) healthy() error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, s.URL+"/health", http.NoBody)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode) //nolint:err113 // only waited for
	}
	return nil
}

// Kill ends the server as kill -9 does; a dead one is left alone.
func (s *Server) Kill() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	s.cmd = nil
}

// Start starts a killed server again, with its data; key may be another one.
func (s *Server) Start(key string) {
	s.tb.Helper()
	program, err := exec.LookPath("meilisearch")
	if err != nil {
		s.tb.Fatal(err)
	}
	s.start(program, key)
}

// Freeze stops the server where it is: connections stay open, nothing answers.
func (s *Server) Freeze() { s.signal(syscall.SIGSTOP) }

// Thaw lets a frozen server go on.
func (s *Server) Thaw() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(sig syscall.Signal) {
	s.tb.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.tb.Fatalf("signal the search server: %v", err)
	}
}

// Do sends a request of the test's own, as an operator with curl would.
func (s *Server) Do(method, path, body string) {
	s.tb.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		s.tb.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.Key)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.tb.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode >= http.StatusMultipleChoices {
		s.tb.Fatalf("%s %s: status %d", method, path, resp.StatusCode)
	}
}
