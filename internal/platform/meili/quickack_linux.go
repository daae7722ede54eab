package meili

import (
	"context"
	"fmt"
	"net"
	"syscall"
)

// quickAck acknowledges what it read at once. The server sends the end of an answer
// only when the beginning is acknowledged (it leaves Nagle's algorithm on), and Linux
// holds an acknowledgement back for 40 ms: longer than the search itself takes.
type quickAck struct {
	*net.TCPConn

	raw syscall.RawConn
}

// Read implements net.Conn. The option wears off, so it is set again each time.
func (c *quickAck) Read(p []byte) (int, error) {
	n, err := c.TCPConn.Read(p)
	// Without the option answers are slower, nothing else.
	_ = c.raw.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 1)
	})
	return n, err //nolint:wrapcheck // net.Conn's own errors
}

// Dial connects to a server so that its answers do not wait for acknowledgements.
func Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: dialBudget, KeepAlive: keepAlive}
	conn, err := dialer.DialContext(ctx, network, addr)
	if err != nil {
		return nil, fmt.Errorf("reach the search server: %w", err)
	}
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return conn, nil
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return conn, nil //nolint:nilerr // slower, nothing else
	}
	return &quickAck{tcp, raw}, nil
}
