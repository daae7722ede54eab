package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is one running process of the real binary.
type server struct {
	cmd   *exec.Cmd
	addr  string // host:port
	ready time.Duration
	log   string
	done  chan struct{}
}

// serverOptions say how to start the binary.
type serverOptions struct {
	DSN     string // "" lets it run its own PostgreSQL in DataDir
	DataDir string
	WebOnly bool
	Demo    bool
	Env     []string
}

func freePort(ctx context.Context) (int, error) {
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer func() { _ = ln.Close() }()
	addr, ok := ln.Addr().(*net.TCPAddr)
	if !ok {
		return 0, errors.New("find a free port: no TCP address")
	}
	return addr.Port, nil
}

// startServer runs `chophien serve` and waits until /readyz says yes.
func startServer(ctx context.Context, binary string, opt serverOptions) (*server, error) {
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(opt.DataDir, 0o755); err != nil { //nolint:gosec // G301: PostgreSQL's own user must pass through
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	args := []string{"serve"}
	if opt.WebOnly {
		args = append(args, "--web-only")
	}
	s := &server{addr: "127.0.0.1:" + strconv.Itoa(port), log: filepath.Join(opt.DataDir, "server.log"), done: make(chan struct{})}
	log, err := os.OpenFile(s.log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the server's log: %w", err)
	}
	defer func() { _ = log.Close() }()
	s.cmd = exec.Command(binary, args...) //nolint:noctx // our own binary, stopped by stop
	s.cmd.Env = append(settings(port, opt), opt.Env...)
	s.cmd.Stdout, s.cmd.Stderr = log, log
	s.cmd.Dir = opt.DataDir
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", binary, err)
	}
	go func() {
		defer close(s.done)
		_ = s.cmd.Wait() // why it ended stands in its log
	}()
	if err := s.waitReady(ctx); err != nil {
		s.stop()
		return nil, err
	}
	s.ready = time.Since(began)
	return s, nil
}

func settings(port int, opt serverOptions) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "PG_BIN=" + os.Getenv("PG_BIN"),
		"PORT=" + strconv.Itoa(port), "DATABASE_URL=" + opt.DSN, "DATA_DIR=" + opt.DataDir, "LOG_LEVEL=warn",
		"METRICS_ADDR=off", "DEMO=" + strconv.FormatBool(opt.Demo),
	}
}

func (s *server) waitReady(ctx context.Context) error {
	client := &http.Client{Timeout: 2 * time.Second}
	deadline := time.Now().Add(3 * time.Minute)
	for time.Now().Before(deadline) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.addr+"/readyz", nil)
		if err != nil {
			return fmt.Errorf("ask for readiness: %w", err)
		}
		res, err := client.Do(req)
		if err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-s.done:
			return fmt.Errorf("the server ended while starting: %s", s.lastWords())
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(2 * time.Millisecond):
		}
	}
	return fmt.Errorf("the server did not become ready: %s", s.lastWords())
}

func (s *server) lastWords() string {
	text, err := os.ReadFile(s.log)
	if err != nil {
		return "it left no log"
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-4):], " / ")
}

// stop ends the process politely, then not.
func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.done:
	case <-time.After(30 * time.Second):
		_ = s.cmd.Process.Kill()
		<-s.done
	}
}

func (s *server) url(path string) string { return "http://" + s.addr + path }

// memory is what of a process is in RAM, in MiB.
type memory struct {
	Resident float64 // VmRSS: all of it
	Own      float64 // RssAnon: heap and stacks; the rest are pages of the binary
}

// memory asks the kernel.
func (s *server) memory() (m memory, err error) {
	f, err := os.Open("/proc/" + strconv.Itoa(s.cmd.Process.Pid) + "/status")
	if err != nil {
		return m, fmt.Errorf("read memory of the server: %w", err)
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		into := map[string]*float64{"VmRSS": &m.Resident, "RssAnon": &m.Own}[name]
		if into == nil {
			continue
		}
		kib, err := strconv.Atoi(strings.Fields(value)[0])
		if err != nil {
			return m, fmt.Errorf("read memory of the server: %w", err)
		}
		*into = float64(kib) / 1024
	}
	return m, nil
}

// settle waits until a server that has just been started works on nothing: what it does
// once at its start would slow whatever is measured beside it on the same cores.
func (s *server) settle(ctx context.Context) error {
	deadline := time.Now().Add(2 * time.Minute)
	for before := -1; ; {
		ticks, err := s.worked()
		if err != nil {
			return err
		}
		if before >= 0 && ticks-before <= 5 { // of 300
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New("the server does not come to rest")
		}
		before = ticks
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(3 * time.Second):
		}
	}
}

// worked is the processor's time that the server has used, in hundredths of a second.
func (s *server) worked() (int, error) {
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(s.cmd.Process.Pid) + "/stat")
	if err != nil {
		return 0, fmt.Errorf("read the server's time: %w", err)
	}
	_, rest, _ := strings.Cut(string(raw), ") ") // the name before may hold spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, errors.New("read the server's time: not as proc(5) describes it")
	}
	user, err := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err := errors.Join(err, err2); err != nil {
		return 0, fmt.Errorf("read the server's time: %w", err)
	}
	return user + system, nil
}

// command runs a subcommand of the binary to its end.
func command(ctx context.Context, binary string, opt serverOptions, args ...string) error {
	cmd := exec.CommandContext(ctx, binary, args...)  //nolint:gosec // our own binary
	cmd.Env = append(settings(8080, opt), opt.Env...) // it does not listen
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("chophien %s: %w: %s", strings.Join(args, " "), err, out)
	}
	return nil
}
