package picture_test

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/picture"
)

// bombPNG is a transparent PNG of any size in a few kilobytes.
func bombPNG(t *testing.T, w, h int) []byte {
	t.Helper()
	var pixels bytes.Buffer
	z, err := zlib.NewWriterLevel(&pixels, zlib.BestSpeed)
	require.NoError(t, err)
	row := make([]byte, 1+4*w)
	for range h {
		_, err = z.Write(row)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	chunk := func(out []byte, kind string, body []byte) []byte {
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
		sum := crc32.ChecksumIEEE(append([]byte(kind), body...))
		return binary.BigEndian.AppendUint32(append(append(out, kind...), body...), sum)
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	out := chunk([]byte("\x89PNG\r\n\x1a\n"), "IHDR", append(head, 8, 6, 0, 0, 0))
	return chunk(chunk(out, "IDAT", pixels.Bytes()), "IEND", nil)
}

// TestMain is the child of TestMaker_Make_stays_below_200_MiB where it is told so.
func TestMain(m *testing.M) {
	if path := os.Getenv("PICTURE_BOMB"); path != "" {
		os.Exit(explode(path))
	}
	os.Exit(m.Run())
}

// explode renders a file and prints what became of it and the most memory it took.
func explode(path string) int {
	data, err := os.ReadFile(path)
	if err == nil {
		_, err = picture.NewMaker().Make(context.Background(), data)
	}
	word := "made"
	if errors.Is(err, picture.ErrTooManyPixels) {
		word = "refused"
	} else if err != nil {
		word = err.Error()
	}
	status, err := os.Open("/proc/self/status")
	if err != nil {
		return 1
	}
	for lines := bufio.NewScanner(status); lines.Scan(); {
		if kib, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			_, _ = fmt.Fprintf(os.Stdout, "%s %s\n", strings.TrimSuffix(strings.TrimSpace(kib), " kB"), word)
		}
	}
	return 0
}

func TestMaker_Make_stays_below_200_MiB(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("needs /proc to read the peak of memory")
	}
	for name, c := range map[string]struct {
		w, h int
		want string
	}{
		"a bomb of 400 megapixels":     {20_000, 20_000, "refused"},
		"as many pixels as are taken":  {7_200, 5_600, "made"},
		"a few more than may be taken": {8_000, 6_000, "refused"},
	} {
		data := bombPNG(t, c.w, c.h)
		require.Less(t, len(data), picture.MaxBytes)
		path := filepath.Join(t.TempDir(), "bomb.png")
		require.NoError(t, os.WriteFile(path, data, 0o600))
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), "PICTURE_BOMB="+path)
		out, err := child.Output()
		require.NoError(t, err, name)
		peak, word, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
		require.Equal(t, c.want, word, name)
		kib, err := strconv.Atoi(peak)
		require.NoError(t, err)
		t.Logf("%s: %d KB sent, at most %d MiB of memory", name, len(data)>>10, kib>>10)
		require.Less(t, kib, 200<<10, name)
	}
}
