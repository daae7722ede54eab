package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/platform/picture"
)

var (
	red   = color.RGBA{R: 200, G: 30, B: 30, A: 255}
	green = color.RGBA{R: 30, G: 160, B: 60, A: 255}
)

// flag draws the upper left quarter red and the rest green.
func flag(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.NewUniform(green), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 0, w/2, h/2), image.NewUniform(red), image.Point{}, draw.Src)
	return img
}

func asJPEG(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	require.NoError(tb, jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}))
	return b.Bytes()
}

func asPNG(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	require.NoError(tb, png.Encode(&b, img))
	return b.Bytes()
}

// withEXIF puts an EXIF segment with an orientation and a place into a JPEG.
func withEXIF(raw []byte, o uint16) []byte {
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	tiff = binary.BigEndian.AppendUint16(tiff, o)
	tiff = append(tiff, "\x00\x00\x00\x00\x00\x00GPS 21.7N 104.9E"...)
	body := append([]byte("Exif\x00\x00"), tiff...)
	seg := append([]byte{0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	return append(append(append([]byte{}, raw[:2]...), append(seg, body...)...), raw[2:]...)
}

func at(t *testing.T, r picture.Rendition, x, y int) color.RGBA {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(r.JPEG))
	require.NoError(t, err)
	require.Equal(t, image.Pt(r.W, r.H), img.Bounds().Size())
	c, ok := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
	require.True(t, ok)
	return c
}

func near(t *testing.T, want, got color.RGBA) {
	t.Helper()
	for _, d := range []int{int(want.R) - int(got.R), int(want.G) - int(got.G), int(want.B) - int(got.B)} {
		require.InDelta(t, 0, d, 12, "want %v, got %v", want, got)
	}
}

func TestMaker_Make_sizes(t *testing.T) {
	t.Parallel()
	m := picture.NewMaker()
	for _, c := range []struct {
		w, h int
		want []int
	}{
		{2400, 3000, []int{120, 320, 480, 640, 800, 1200}},
		{1200, 1500, []int{120, 320, 480, 640, 800, 1200}},
		{1000, 800, []int{120, 320, 480, 640, 800}},
		{700, 900, []int{120, 320, 480, 640}},
		{320, 320, []int{120, 320}},
		{250, 400, []int{120, 250}},
	} {
		p, err := m.Make(t.Context(), asJPEG(t, flag(c.w, c.h)))
		require.NoError(t, err)
		require.Equal(t, [2]int{c.w, c.h}, [2]int{p.Width, p.Height})
		var widths []int
		for _, r := range p.Renditions {
			widths = append(widths, r.W)
			require.InDelta(t, float64(c.h)/float64(c.w), float64(r.H)/float64(r.W), 0.01)
			near(t, red, at(t, r, r.W/4, r.H/4))
			near(t, green, at(t, r, r.W*3/4, r.H*3/4))
		}
		require.Equal(t, c.want, widths)
	}
}

func TestMaker_Make_is_upright_and_bare(t *testing.T) {
	t.Parallel()
	m := picture.NewMaker()
	raw := asJPEG(t, flag(640, 400))
	// Where the red quarter lies once upright, as a fraction of width and height.
	for o, red4 := range map[uint16][2]int{1: {1, 1}, 2: {3, 1}, 3: {3, 3}, 4: {1, 3}, 5: {1, 1}, 6: {3, 1}, 7: {3, 3}, 8: {1, 3}} {
		p, err := m.Make(t.Context(), withEXIF(raw, o))
		require.NoError(t, err)
		w, h := 640, 400
		if o >= 5 {
			w, h = h, w
		}
		require.Equal(t, [2]int{w, h}, [2]int{p.Width, p.Height}, "orientation %d", o)
		for _, r := range p.Renditions {
			near(t, red, at(t, r, r.W*red4[0]/4, r.H*red4[1]/4))
			near(t, green, at(t, r, r.W*(4-red4[0])/4, r.H*(4-red4[1])/4))
			require.NotContains(t, string(r.JPEG), "GPS")
			require.NotContains(t, string(r.JPEG), "Exif")
		}
	}
}

func TestMaker_Make_colour_and_key(t *testing.T) {
	t.Parallel()
	m := picture.NewMaker()
	raw := asPNG(t, flag(400, 400))
	a, err := m.Make(t.Context(), raw)
	require.NoError(t, err)
	require.Equal(t, "#1ea03c", a.Color, "three quarters are green")
	b, err := m.Make(t.Context(), raw)
	require.NoError(t, err)
	require.Equal(t, a, b, "the same upload gives the same keys and bytes")
	require.Regexp(t, `^pictures/[0-9a-f]{12}-120\.jpg$`, a.Renditions[0].Key)
	c, err := m.Make(t.Context(), asPNG(t, flag(400, 402)))
	require.NoError(t, err)
	require.NotEqual(t, a.Renditions[0].Key, c.Renditions[0].Key)

	clear, err := m.Make(t.Context(), asPNG(t, image.NewNRGBA(image.Rect(0, 0, 300, 300))))
	require.NoError(t, err)
	require.Equal(t, "#ffffff", clear.Color, "what is transparent becomes white")
}

// pngHeader is a PNG that claims a size and holds nothing.
func pngHeader(w, h uint32, depth, colour byte) []byte {
	ihdr := binary.BigEndian.AppendUint32([]byte("IHDR"), w)
	ihdr = append(binary.BigEndian.AppendUint32(ihdr, h), depth, colour, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), ihdr...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(ihdr))
}

// withComment puts a comment right behind the start of a JPEG.
func withComment(data []byte, text string) []byte {
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xfe}, uint16(len(text)+2))
	return slices.Concat(data[:2], segment, []byte(text), data[2:])
}

func TestMaker_Make_refuses(t *testing.T) {
	t.Parallel()
	m := picture.NewMaker()
	small := asJPEG(t, flag(400, 400))
	scans := append([]byte{}, small...)
	for range 100 {
		scans = append(scans, 0xff, 0xda)
	}
	huge := bytes.Repeat([]byte("no picture "), 1<<20) // about the 10 MB of the issue
	for name, c := range map[string]struct {
		data []byte
		want *apperr.Error
	}{
		"nothing":                  {nil, picture.ErrNotAPicture},
		"text":                     {[]byte("hello"), picture.ErrNotAPicture},
		"10 MB of no picture":      {huge, picture.ErrNotAPicture},
		"SVG":                      {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), picture.ErrScript},
		"GIF":                      {[]byte("GIF89a\x01\x00\x01\x00"), picture.ErrNotAPicture},
		"HTML behind a JPEG start": {[]byte("\xff\xd8\xff<html>"), picture.ErrBroken},
		"script behind a picture":  {append(append([]byte{}, small...), "<script>alert(1)</script>"...), picture.ErrScript},
		"PHP in the metadata":      {withComment(small, "<?php system($_GET[0]);"), picture.ErrScript},
		"HEIC":                     {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), picture.ErrHEIC},
		"more than 12 MB":          {append(append([]byte{}, small...), make([]byte, picture.MaxBytes)...), picture.ErrTooLarge},
		"cut off":                  {small[:len(small)/2], picture.ErrBroken},
		"61 megapixels":            {pngHeader(10_000, 6_100, 8, 2), picture.ErrTooManyPixels},
		"overflowing size":         {pngHeader(1<<31-1, 1<<31-1, 8, 2), nil}, // either answer, no panic
		"claims 40 megapixels":     {pngHeader(8_000, 5_000, 8, 2), picture.ErrBroken},
		"more than fits in memory": {pngHeader(10_000, 6_000, 8, 2), picture.ErrTooManyPixels},
		"icon":                     {asPNG(t, flag(64, 64)), picture.ErrTooSmall},
		"ribbon":                   {asPNG(t, flag(2000, 300)), picture.ErrTooSmall},
		"many scans":               {scans, picture.ErrBroken},
		"empty WebP":               {[]byte("RIFF\x04\x00\x00\x00WEBP"), picture.ErrBroken},
	} {
		p, err := m.Make(t.Context(), c.data)
		require.Nil(t, p, name)
		require.Error(t, err, name)
		if c.want != nil {
			require.ErrorIs(t, err, c.want, name)
		}
		require.NotEqual(t, apperr.KindInternal, apperr.KindOf(err), name)
	}
}

func TestMaker_Make_gives_up_waiting(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := picture.NewMaker().Make(ctx, asJPEG(t, flag(400, 400)))
	if !errors.Is(err, context.Canceled) {
		require.NoError(t, err, "a free place may still be taken")
	}
}

func FuzzMake(f *testing.F) {
	f.Add(asJPEG(f, flag(220, 210)))
	f.Add(withEXIF(asJPEG(f, flag(220, 210)), 6))
	f.Add(asPNG(f, flag(210, 220)))
	f.Add(pngHeader(300, 300, 16, 6))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Add([]byte("RIFF\x20\x00\x00\x00WEBPEXIF\xff\xff\xff\xff"))
	m := picture.NewMaker()
	f.Fuzz(func(t *testing.T, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p, err := m.Make(context.Background(), data)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 1<<30 {
			t.Fatalf("one picture of %d bytes took %d MiB", len(data), got>>20)
		}
		if err != nil {
			if apperr.KindOf(err) == apperr.KindInternal {
				t.Fatalf("an upload caused an internal error: %v", err)
			}
			return
		}
		for _, r := range p.Renditions {
			if !strings.HasPrefix(string(r.JPEG), "\xff\xd8\xff") || r.W > 1200 || r.W < 1 || r.H < 1 {
				t.Fatalf("bad rendition %d×%d", r.W, r.H)
			}
		}
	})
}

func BenchmarkMake(b *testing.B) {
	raw := asJPEG(b, flag(3000, 4000))
	m := picture.NewMaker()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Make(b.Context(), raw); err != nil {
			b.Fatal(err)
		}
	}
}
