package httpserver_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/httpserver"
)

func listen(t *testing.T) net.Listener {
	t.Helper()
	ln, err := httpserver.Listen(t.Context(), "127.0.0.1:0", "PORT")
	require.NoError(t, err)
	t.Cleanup(func() { _ = ln.Close() })
	return ln
}

func TestListen_says_what_to_do(t *testing.T) {
	t.Parallel()
	taken := listen(t).Addr().String()
	tests := map[string]struct {
		addr, variable string
		want           []string
	}{
		"port in use":         {taken, "PORT", []string{"is in use", "such as PORT="}},
		"metrics port in use": {taken, "METRICS_ADDR", []string{"is in use", "METRICS_ADDR=127.0.0.1:"}},
		"foreign address":     {"192.0.2.1:0", "PORT", []string{"192.0.2.1 is not an address of this machine"}},
	}
	if os.Geteuid() != 0 {
		tests["low port"] = struct {
			addr, variable string
			want           []string
		}{"127.0.0.1:81", "PORT", []string{"needs more rights", "PORT=8081"}}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := httpserver.Listen(t.Context(), tt.addr, tt.variable)
			require.Error(t, err)
			for _, want := range tt.want {
				assert.Contains(t, err.Error(), want)
			}
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

// slowHandler reports that a request arrived, and answers when released.
func slowHandler() (h http.Handler, arrived, release chan struct{}) {
	arrived, release = make(chan struct{}), make(chan struct{})
	h = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-release
		if r.Context().Err() != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "đủ")
	})
	return h, arrived, release
}

type answer struct {
	body string
	err  error
}

func get(ctx context.Context, url string) answer {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return answer{err: err}
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return answer{err: err}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return answer{resp.Status + " " + string(body), err}
}

func TestServe_finishes_what_is_in_flight(t *testing.T) {
	t.Parallel()
	ln := listen(t)
	handler, arrived, release := slowHandler()
	ctx, stop := context.WithCancel(t.Context())
	served, answered := make(chan error, 1), make(chan answer, 1)
	go func() { served <- httpserver.Serve(ctx, ln, handler, httpserver.Options{}) }()
	go func() { answered <- get(t.Context(), "http://"+ln.Addr().String()) }()

	<-arrived
	stop()
	require.Eventually(t, func() bool {
		conn, err := net.DialTimeout("tcp", ln.Addr().String(), time.Second)
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	}, 20*time.Second, 10*time.Millisecond, "no new connections while draining")
	close(release)

	got := <-answered
	require.NoError(t, got.err)
	assert.Equal(t, "200 OK đủ", got.body)
	require.NoError(t, <-served)
}

func TestServe_cuts_off_what_never_finishes(t *testing.T) {
	t.Parallel()
	ln := listen(t)
	handler, arrived, release := slowHandler()
	t.Cleanup(func() { close(release) })
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- httpserver.Serve(ctx, ln, handler, httpserver.Options{Drain: 50 * time.Millisecond}) }()
	go get(t.Context(), "http://"+ln.Addr().String())

	<-arrived
	stop()
	select {
	case err := <-served:
		require.ErrorContains(t, err, "cut off")
	case <-time.After(20 * time.Second):
		t.Fatal("Serve waits longer than its drain time")
	}
}

func TestServe_refuses_huge_headers(t *testing.T) {
	t.Parallel()
	ln := listen(t)
	go func() {
		_ = httpserver.Serve(t.Context(), ln, http.NotFoundHandler(), httpserver.Options{})
	}()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+ln.Addr().String(), nil)
	require.NoError(t, err)
	req.Header.Set("X-Big", strings.Repeat("x", 100<<10))
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, resp.StatusCode)
}

func TestCheck(t *testing.T) {
	t.Parallel()
	ln := listen(t)
	go func() {
		mux := http.NewServeMux()
		mux.HandleFunc("GET /ok", func(http.ResponseWriter, *http.Request) {})
		_ = httpserver.Serve(t.Context(), ln, mux, httpserver.Options{})
	}()
	base := "http://" + ln.Addr().String()
	require.NoError(t, httpserver.Check(t.Context(), base+"/ok"))
	require.ErrorContains(t, httpserver.Check(t.Context(), base+"/missing"), "404")
	require.Error(t, httpserver.Check(t.Context(), "http://127.0.0.1:1/"))
}
