//go:build !linux

package meili

import (
	"context"
	"net"
)

// Dial connects to a server; only Linux holds acknowledgements back so long that it
// matters.
func Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: dialBudget, KeepAlive: keepAlive}
	return dialer.DialContext(ctx, network, addr) //nolint:wrapcheck // the caller does
}
