package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// baseline is a process of its own that answers with fixed bytes from bare Gin:
// no query, no middleware, no decision. It is the ceiling of this machine for
// an answer of that size.
type baseline struct {
	cmd  *exec.Cmd
	addr string
}

// startBaseline runs this program again as the bare handler for the answers in dir.
func startBaseline(ctx context.Context, dir string) (*baseline, error) {
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	b := &baseline{addr: fmt.Sprintf("127.0.0.1:%d", port)}
	b.cmd = exec.CommandContext(ctx, self, "-serve-baseline", dir, "-addr", b.addr) //nolint:gosec // this very program
	b.cmd.Stderr = os.Stderr
	if err := b.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the bare handler: %w", err)
	}
	for range 500 {
		conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "tcp", b.addr)
		if err == nil {
			return b, conn.Close()
		}
		time.Sleep(10 * time.Millisecond)
	}
	b.stop()
	return nil, errors.New("the bare handler does not answer")
}

func (b *baseline) stop() {
	_ = b.cmd.Process.Kill()
	_ = b.cmd.Wait()
}

// serveBaseline answers GET /<name> with the bytes of dir/<name>.body and the
// headers of dir/<name>.header ("Name: value" lines) until it is killed.
func serveBaseline(ctx context.Context, dir, addr string) error {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	bodies, err := filepath.Glob(filepath.Join(dir, "*.body"))
	if err != nil {
		return fmt.Errorf("list answers: %w", err)
	}
	for _, path := range bodies {
		body, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read answer: %w", err)
		}
		headers, err := os.ReadFile(strings.TrimSuffix(path, ".body") + ".header")
		if err != nil {
			return fmt.Errorf("read headers: %w", err)
		}
		fixed := http.Header{}
		for line := range strings.Lines(string(headers)) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			fixed[name] = []string{value}
		}
		e.GET("/"+strings.TrimSuffix(filepath.Base(path), ".body"), func(g *gin.Context) {
			h := g.Writer.Header()
			for name, value := range fixed {
				h[name] = value
			}
			g.Status(http.StatusOK)
			_, _ = g.Writer.Write(body) // a client that went away is no fault
		})
	}
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	return (&http.Server{Handler: e, ReadHeaderTimeout: 10 * time.Second}).Serve(ln)
}
