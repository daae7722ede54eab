// Package httpserver listens, serves and drains. It owns the server's time
// limits, the wording of a failed listen, and the measuring of requests. It
// knows no route and no business word.
package httpserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// The limits leave a phone on a slow mountain network time to send a picture,
// and keep one that sends nothing from holding a connection.
const (
	readHeaderTimeout = 10 * time.Second
	readTimeout       = 2 * time.Minute
	writeTimeout      = 150 * time.Second // from the end of the header, so above readTimeout
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 64 << 10
)

// DefaultDrain is how long requests in flight may take to finish after a stop.
const DefaultDrain = 20 * time.Second

// Options tune Serve. The zero value is fit for production.
type Options struct {
	// Log gets the server's own complaints (bad TLS, broken requests).
	Log *slog.Logger
	// Drain bounds the wait for requests in flight; 0 means DefaultDrain.
	Drain time.Duration
}

// Listen opens the address. Its errors are one line each and name the variable
// (PORT or METRICS_ADDR) that would help.
func Listen(ctx context.Context, addr, variable string) (net.Listener, error) {
	var config net.ListenConfig
	ln, err := config.Listen(ctx, "tcp", addr)
	if err == nil {
		return ln, nil
	}
	host, port, _ := net.SplitHostPort(addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("port %s is in use: stop the program that has it, or choose another port, such as %s", port, suggest(variable, host, port))
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("port %s needs more rights than this user has: choose one above 1023, such as %s", port, suggest(variable, host, "8080"))
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, fmt.Errorf("%s is not an address of this machine: use 127.0.0.1, or 0.0.0.0 for all networks", host)
	default:
		return nil, fmt.Errorf("listen on %s (%s): %w", addr, variable, err)
	}
}

// suggest names a setting with the next port.
func suggest(variable, host, port string) string {
	n, err := strconv.Atoi(port)
	if err != nil || n >= 65535 {
		n = 8080
	}
	next := strconv.Itoa(n + 1)
	if variable == "PORT" {
		return "PORT=" + next
	}
	return variable + "=" + net.JoinHostPort(host, next)
}

// Serve answers requests until ctx ends, then lets those in flight finish. Their
// own contexts are not cancelled by ctx. A nil error means all were answered.
func Serve(ctx context.Context, ln net.Listener, handler http.Handler, opt Options) error {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Drain == 0 {
		opt.Drain = DefaultDrain
	}
	srv := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(opt.Log.Handler(), slog.LevelDebug),
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}

	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), opt.Drain)
	defer cancel()
	if err := srv.Shutdown(drain); err != nil {
		_ = srv.Close()
		return fmt.Errorf("requests were cut off that did not finish within %s: %w", opt.Drain, err)
	}
	return nil
}
