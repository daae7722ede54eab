package main

import (
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whoever starts a second server learns of it before a database is made for it.
func TestServe_port_in_use_starts_nothing(t *testing.T) {
	var config net.ListenConfig
	taken, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = taken.Close() }()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	require.NoError(t, err)

	data := filepath.Join(t.TempDir(), "data")
	t.Setenv("DATA_DIR", data)
	t.Setenv("DATABASE_URL", "")
	t.Setenv("PORT", port)
	t.Setenv("METRICS_ADDR", "off")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	require.ErrorContains(t, serve(ctx, nil, io.Discard, io.Discard), "port "+port+" is in use")
	_, err = os.Stat(data)
	require.ErrorIs(t, err, os.ErrNotExist, "nothing was made for a server that cannot listen")
}
