package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/pglocal"
)

const (
	// `CRASH_CHECKOUTS=200 go test ./internal/app -run TestCrash_server -v` is the whole of
	// it: 20 kills during 200 checkouts. `make test` does a quarter of it.
	crashCheckouts = 50
	crashEvery     = 10 // checkouts for one kill
	crashShoppers  = 8
	// patience bounds how long a shopper repeats one request, restarts included.
	patience = 60 * time.Second
)

// The server and its own PostgreSQL die together, again and again, and recover
// from what was written.
func TestCrash_server_and_its_database(t *testing.T) {
	t.Parallel()
	s := newDoomed(t, "")
	s.start(t)
	d := attach(t, s.dataDir)
	require.NoError(t, apptest.Seed(t.Context(), d))
	d.Close()
	w := newCrashWorld(t, s)
	w.buyThroughCrashes(t)
	w.check(t, attach(t, s.dataDir))
}

// The server alone dies; its connections break off in the middle of whatever
// they were doing, and the database lives on.
func TestCrash_server_alone(t *testing.T) {
	t.Parallel()
	dsn := apptest.DemoDSN(t)
	s := newDoomed(t, dsn)
	s.start(t)
	w := newCrashWorld(t, s)
	w.buyThroughCrashes(t)
	d, err := db.Open(t.Context(), dsn, db.Options{MaxConns: 4})
	require.NoError(t, err)
	t.Cleanup(d.Close)
	w.check(t, d)
}

// attach connects to the private cluster that the running server keeps in dataDir.
func attach(t *testing.T, dataDir string) *db.DB {
	t.Helper()
	cluster, err := pglocal.Start(t.Context(), pglocal.Options{DataDir: filepath.Join(dataDir, "postgres"), Durable: true})
	require.NoError(t, err)
	require.False(t, cluster.Owned(), "the server runs the cluster")
	d, err := db.Open(t.Context(), cluster.DSN("chophien"), db.Options{MaxConns: 4})
	require.NoError(t, err)
	t.Cleanup(d.Close)
	return d
}

// doomed is the real binary, to be killed.
type doomed struct {
	binary, dataDir, dsn string
	env                  []string // beside what every server is given
	port                 int
	cmd                  *exec.Cmd
	log                  *os.File
	done                 chan struct{}
}

var binaryDir string

// TestMain removes what outlives a single test.
func TestMain(m *testing.M) {
	code := m.Run()
	if binaryDir != "" {
		_ = os.RemoveAll(binaryDir)
	}
	os.Exit(code)
}

// buildBinary compiles the command once for all tests of the process, with the flags of the
// Makefile: others would compile every package anew, a minute of both cores.
var buildBinary = sync.OnceValues(func() (string, error) {
	var err error
	if binaryDir, err = os.MkdirTemp("", "chophien-crash-bin-"); err != nil {
		return "", err
	}
	binary := filepath.Join(binaryDir, "chophien")
	out, err := exec.CommandContext(context.Background(), "go", "build", "-buildvcs=false", "-trimpath", "-tags", "nomsgpack", "-o", binary, "../../cmd/chophien").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w: %s", err, out)
	}
	return binary, nil
})

func newDoomed(t *testing.T, dsn string) *doomed {
	t.Helper()
	binary, err := buildBinary()
	require.NoError(t, err)
	// Not t.TempDir: PostgreSQL's own user could not enter it.
	dir, err := os.MkdirTemp(crashBase(), "chophien-crash-")
	require.NoError(t, err)
	require.NoError(t, os.Chmod(dir, 0o755))
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := ln.Addr().(*net.TCPAddr).Port
	require.NoError(t, ln.Close())
	log, err := os.OpenFile(filepath.Join(dir, "server.log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	require.NoError(t, err)
	s := &doomed{binary: binary, dataDir: filepath.Join(dir, "data"), dsn: dsn, port: port, log: log}
	t.Cleanup(func() {
		if s.cmd != nil {
			s.kill()
		}
		_ = log.Close()
		if t.Failed() {
			t.Logf("data and server log kept in %s", dir)
			return
		}
		// Its PostgreSQL may still be writing its last files.
		require.Eventually(t, func() bool { return os.RemoveAll(dir) == nil }, 20*time.Second, 100*time.Millisecond)
	})
	return s
}

// crashBase is memory where there is enough: what is written survives the death of
// a process there too, and after each crash PostgreSQL syncs a thousand files.
func crashBase() string {
	const shm = "/dev/shm"
	var st syscall.Statfs_t
	if syscall.Statfs(shm, &st) == nil && syscall.Access(shm, 2) == nil && st.Bavail*uint64(st.Bsize) >= 1<<30 {
		return shm
	}
	return os.TempDir()
}

func (s *doomed) url(path string) string { return "http://127.0.0.1:" + strconv.Itoa(s.port) + path }

// start runs the server and waits until it is ready.
func (s *doomed) start(t *testing.T) {
	t.Helper()
	s.cmd = exec.Command(s.binary, "serve")
	s.cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "PG_BIN=" + os.Getenv("PG_BIN"), "PORT=" + strconv.Itoa(s.port),
		"DATABASE_URL=" + s.dsn, "DATA_DIR=" + s.dataDir, "METRICS_ADDR=off", "LOG_LEVEL=warn",
	}
	s.cmd.Env = append(s.cmd.Env, s.env...)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	require.NoError(t, s.cmd.Start())
	done, cmd := make(chan struct{}), s.cmd
	s.done = done
	go func() {
		defer close(done)
		_ = cmd.Wait() // it is killed
	}()
	client := &http.Client{Timeout: 2 * time.Second}
	require.Eventually(t, func() bool {
		select {
		case <-done:
			return false
		default:
		}
		res, err := client.Get(s.url("/readyz"))
		return err == nil && res.Body.Close() == nil && res.StatusCode == http.StatusOK
	}, patience, 5*time.Millisecond, "the server does not start: see %s", s.log.Name())
}

// kill is kill -9: no handler runs, nothing is flushed.
func (s *doomed) kill() {
	_ = s.cmd.Process.Kill()
	<-s.done
}

// crashWorld is many shoppers and what they were told.
type crashWorld struct {
	server   *doomed
	jam, hen string // variants of two cooperatives
	bought   []apptest.Bought
	shoppers []*stubborn
	answered atomic.Int64
}

// countOf is how often a test does something: what the environment says under name, else
// usual.
func countOf(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return usual
}

func newCrashWorld(t *testing.T, s *doomed) *crashWorld {
	t.Helper()
	n := countOf("CRASH_CHECKOUTS", crashCheckouts)
	w := &crashWorld{server: s, bought: make([]apptest.Bought, n), shoppers: make([]*stubborn, n)}
	for slug, into := range map[string]*string{apptest.JamSlug: &w.jam, apptest.ChickenSlug: &w.hen} {
		var p struct{ Variants []struct{ ID string } }
		body, err := newStubborn(t, s).until(http.MethodGet, "/api/v1/products/"+slug, nil, http.StatusOK)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(body, &p))
		*into = p.Variants[0].ID
	}
	return w
}

// jars is how much jam shopper i buys; each also buys one hen.
func jars(i int) int { return 1 + i%3 }

// buyThroughCrashes lets the shoppers buy while the server is killed again and again.
func (w *crashWorld) buyThroughCrashes(t *testing.T) {
	t.Helper()
	w.stockUp(t)
	n := len(w.bought)
	seed := uint64(time.Now().UnixNano())
	t.Logf("moments of the crashes: seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	// Each crash comes a moment after another checkout was answered, while the
	// other shoppers are in the middle of something.
	moments := random.Perm(max(n-crashShoppers, 1))[:max(n/crashEvery, 1)]
	slices.Sort(moments)

	var next atomic.Int64
	faults := make(chan error, n)
	var shoppers sync.WaitGroup
	for range crashShoppers {
		shoppers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := w.buy(i); err != nil {
					faults <- fmt.Errorf("shopper %d: %w", i, err)
					return
				}
			}
		})
	}
	kills, down := 0, time.Duration(0)
	began := time.Now()
	for _, moment := range moments {
		for w.answered.Load() < int64(moment) && len(faults) == 0 {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(random.Int64N(int64(25 * time.Millisecond))))
		killed := time.Now()
		w.server.kill()
		kills++
		w.server.start(t)
		down += time.Since(killed)
	}
	shoppers.Wait()
	t.Logf("%d purchases and %d crashes in %v, of these %v without a server", w.answered.Load(), kills, time.Since(began), down)
	close(faults)
	require.NoError(t, <-faults)
	require.Len(t, moments, kills)
	require.EqualValues(t, n, w.answered.Load())
}

// buy fills a cart and checks out, repeating whatever got no answer; the checkout
// always with the same Idempotency-Key.
func (w *crashWorld) buy(i int) error {
	s := &stubborn{server: w.server, client: &http.Client{Timeout: 20 * time.Second}, key: fmt.Sprintf("crash-key-%03d", i)}
	s.client.Jar, _ = cookiejar.New(nil) // fails never
	w.shoppers[i] = s
	// PUT, not POST: setting a quantity may be repeated.
	for variant, quantity := range map[string]int{w.jam: jars(i), w.hen: 1} {
		if _, err := s.until(http.MethodPut, "/api/v1/cart/items/"+variant, map[string]any{"quantity": quantity}, http.StatusOK); err != nil {
			return err
		}
	}
	body, err := s.until(http.MethodPost, "/api/v1/checkout", w.order(i), http.StatusCreated)
	if err != nil {
		return err
	}
	w.answered.Add(1)
	return json.Unmarshal(body, &w.bought[i])
}

func (w *crashWorld) order(i int) map[string]any {
	body := apptest.CheckoutBody()
	body["contact"] = map[string]any{"fullName": "Người mua " + strconv.Itoa(i), "phone": "0912 345 678", "email": crashMail(i)}
	return body
}

func crashMail(i int) string { return fmt.Sprintf("mua%03d@crash.test", i) }

// stubborn is a client that repeats a request until it is answered.
type stubborn struct {
	server *doomed
	client *http.Client
	key    string
}

func newStubborn(t *testing.T, s *doomed) *stubborn {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &stubborn{server: s, client: &http.Client{Timeout: 20 * time.Second, Jar: jar}}
}

// cart is the secret of the shopper's cart.
func (s *stubborn) cart(t *testing.T) string {
	t.Helper()
	u, err := url.Parse(s.server.url("/"))
	require.NoError(t, err)
	for _, c := range s.client.Jar.Cookies(u) {
		if c.Name == "cp_cart" {
			return c.Value
		}
	}
	t.Fatal("the shopper has no cart")
	return ""
}

var errRefused = errors.New("refused")

// until repeats a request while the connection breaks or the server is not well.
// Any other answer than the wanted one is an error.
func (s *stubborn) until(method, path string, body any, want int) ([]byte, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(3 * time.Millisecond) {
		status, answer, err := s.once(method, path, raw)
		switch {
		case err == nil && status == want:
			return answer, nil
		case err == nil && status < http.StatusInternalServerError:
			return nil, fmt.Errorf("%w: %s %s: %d %s", errRefused, method, path, status, answer)
		case time.Now().After(deadline):
			return nil, fmt.Errorf("%s %s: no answer: %d %s: %w", method, path, status, answer, err)
		}
	}
}

func (s *stubborn) once(method, path string, raw []byte) (int, []byte, error) {
	req, err := http.NewRequestWithContext(context.Background(), method, s.server.url(path), bytes.NewReader(raw))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	if strings.HasSuffix(path, "/checkout") {
		req.Header.Set("Idempotency-Key", s.key)
	}
	res, err := s.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body) // half an answer is none
	return res.StatusCode, answer, err
}
