package qr_test

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/qr"
)

func TestCode_is_read_back_by_another_decoder(t *testing.T) {
	t.Parallel()
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("zbarimg is missing: scripts/setup.sh gotest installs it")
	}
	const text = "https://chophien.vn/01/08931234567893/10/LO-2026-11"
	c, err := qr.New(text)
	require.NoError(t, err)
	raw, err := c.PNG(4)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "code.png")
	require.NoError(t, os.WriteFile(file, raw, 0o600))
	out, err := exec.CommandContext(t.Context(), zbar, "--quiet", "--raw", file).Output()
	require.NoError(t, err)
	require.Equal(t, text, strings.TrimSpace(string(out)))
}

func TestCode_draws_the_same_on_page_and_picture(t *testing.T) {
	t.Parallel()
	c, err := qr.New("https://chophien.vn/truy-xuat/K7MW2Q9A")
	require.NoError(t, err)
	require.True(t, c.Dark(0, 0), "the finder's corner")
	raw, err := c.PNG(2)
	require.NoError(t, err)
	img, err := png.Decode(bytes.NewReader(raw))
	require.NoError(t, err)
	require.Equal(t, 2*(c.Size()+2*qr.Quiet), img.Bounds().Dx())
	svg := c.SVG(`Mã "lô" <1>`)
	require.NoError(t, xml.Unmarshal([]byte(svg), new(struct{})), "well-formed whatever the label says")
	require.Contains(t, svg, "M4 4h7v1", "the finder pattern begins after the quiet zone")
}

func TestNew_refuses_what_fits_no_code(t *testing.T) {
	t.Parallel()
	_, err := qr.New(strings.Repeat("a", 5000))
	require.Error(t, err)
}
