//go:build !linux

package meili

import (
	"context"
	"net"
)

// dial connects; only Linux holds acknowledgements back so long that it matters.
func dial(ctx context.Context, dialer *net.Dialer, network, addr string) (net.Conn, error) {
	return dialer.DialContext(ctx, network, addr) //nolint:wrapcheck // the caller does
}
