package trace_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/trace"
)

func TestCleanGTIN(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"4006381333931": "04006381333931", " 4006381-333931": "04006381333931", "96385074": "00000096385074", "036000291452": "00036000291452",
		"4006381333932": "", "400638133393": "", "40063813339x1": "", "": "", "0000000000000": "", "89355": "",
	} {
		got, ok := trace.CleanGTIN(typed)
		require.Equal(t, want != "", ok, typed)
		if ok {
			require.Equal(t, want, got)
		}
	}
}

// printed is what a reader finds on each label of a PDF, page by page: rasterised by
// one program, cut where the paper is cut, decoded by another.
func printed(t *testing.T, pdf []byte, dpi int, sheet bool) (pages [][]string) {
	t.Helper()
	for _, program := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program + " is missing: scripts/setup.sh gotest installs it")
		}
	}
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "labels.pdf"), pdf, 0o600))
	out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", strconv.Itoa(dpi), "-gray", "-png", filepath.Join(dir, "labels.pdf"), filepath.Join(dir, "page")).CombinedOutput()
	require.NoError(t, err, string(out))
	files, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	require.NoError(t, err)
	for _, file := range files {
		args := append([]string{"--quiet", "--raw"}, file)
		if sheet {
			args = append([]string{"--quiet", "--raw"}, cut(t, file, dpi)...)
		}
		raw, err := exec.CommandContext(t.Context(), "zbarimg", args...).Output()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 4 && sheet { // the last sheet has empty places
			err = nil
		}
		require.NoError(t, err, "no code on %s", file)
		pages = append(pages, strings.Split(strings.TrimSpace(string(raw)), "\n"))
	}
	return pages
}

// cut cuts a sheet of 4 × 9 labels as scissors would.
func cut(t *testing.T, file string, dpi int) (parts []string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	img, err := png.Decode(bytes.NewReader(raw))
	require.NoError(t, err)
	whole, ok := img.(interface {
		SubImage(r image.Rectangle) image.Image
	})
	require.True(t, ok)
	dots := func(mm float64) int { return int(mm / 25.4 * float64(dpi)) }
	for row := range 9 {
		for col := range 4 {
			x, y := 5+float64(col)*50, 13.5+float64(row)*30
			part := whole.SubImage(image.Rect(dots(x), dots(y), dots(x+50), dots(y+30)))
			var b bytes.Buffer
			require.NoError(t, png.Encode(&b, part))
			name := fmt.Sprintf("%s-%d-%d.png", file, row, col)
			require.NoError(t, os.WriteFile(name, b.Bytes(), 0o600))
			parts = append(parts, name)
		}
	}
	return parts
}

func TestLabels_are_read_back(t *testing.T) {
	t.Parallel()
	f := setup(t)
	lot := f.receive(t, "MTM-1126", 40)
	want := "https://chophien.test/truy-xuat/" + lot.TraceCode

	sheet, err := f.trace.Labels(t.Context(), f.by.OrgID, lot.ID, trace.PaperA4, 40)
	require.NoError(t, err)
	pages := printed(t, sheet, 300, true)
	require.Len(t, pages, 2, "36 on a sheet")
	require.Len(t, pages[0], 36)
	require.Len(t, pages[1], 4)
	for _, page := range pages {
		for _, text := range page {
			require.Equal(t, want, text)
		}
	}
	again, err := f.trace.Labels(t.Context(), f.by.OrgID, lot.ID, trace.PaperA4, 40)
	require.NoError(t, err)
	require.Equal(t, sheet, again, "the same lot, the same bytes")

	roll, err := f.trace.Labels(t.Context(), f.by.OrgID, lot.ID, trace.PaperRoll, 2)
	require.NoError(t, err)
	require.Equal(t, [][]string{{want}, {want}}, printed(t, roll, 203, false), "as a label printer of 8 dots/mm sees it")

	_, err = f.trace.SetGTIN(t.Context(), f.by, lot.VariantID, "4006381333931")
	require.NoError(t, err)
	roll, err = f.trace.Labels(t.Context(), f.by.OrgID, lot.ID, trace.PaperRoll, 1)
	require.NoError(t, err)
	require.Equal(t, [][]string{{"https://chophien.test/01/04006381333931/10/MTM-1126"}}, printed(t, roll, 203, false), "GS1 Digital Link")

	text := shown(t, roll)
	for _, part := range []string{"Mứt tào mèo", "Lô MTM-1126", "NSX 09/11/2026", "HSD 28/05/2027", "HTX Mẫu"} {
		require.Contains(t, text, part)
	}
}

// shown is the text of a PDF as a reader copies it.
func shown(t *testing.T, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "labels.pdf")
	require.NoError(t, os.WriteFile(file, pdf, 0o600))
	out, err := exec.CommandContext(t.Context(), "pdftotext", file, "-").Output()
	require.NoError(t, err)
	return string(out)
}

func TestLabels_are_not_for_every_lot(t *testing.T) {
	t.Parallel()
	f := setup(t)
	lot := f.receive(t, "A", 5)
	_, err := f.trace.Labels(t.Context(), ident.New(), lot.ID, trace.PaperA4, 1)
	require.ErrorIs(t, err, stock.ErrLotNotFound, "somebody else's")
	for _, n := range []int{0, 501} {
		_, err = f.trace.Labels(t.Context(), f.by.OrgID, lot.ID, trace.PaperA4, n)
		require.Error(t, err)
	}
	_, err = f.stock.Recall(t.Context(), lot.ID, stock.Recall{Reason: "vỡ nắp"})
	require.NoError(t, err)
	_, err = f.trace.Labels(t.Context(), f.by.OrgID, lot.ID, trace.PaperA4, 1)
	require.ErrorIs(t, err, stock.ErrLotRecalled)
}

var today = calendar.Date(2026, time.November, 29)
