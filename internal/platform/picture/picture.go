package picture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strconv"

	"golang.org/x/image/webp"
	"golang.org/x/sync/semaphore"
)

// Limits of an upload.
const (
	MaxBytes  = 12 << 20
	MaxPixels = 60_000_000
	minSide   = 200
	maxAspect = 4
)

const (
	// decodeBudget bounds the memory of all decodes at once, so that the process stays
	// below 200 MiB for it whatever is sent; a small picture counts as minDecode, so that
	// at most two are decoded at once.
	decodeBudget = 160 << 20
	minDecode    = decodeBudget / 2
	quality      = 82
	// recipe is part of every key: a new way of rendering gives new keys.
	recipe = "2"
)

// Picture is an upload made ready to be stored and shown.
type Picture struct {
	Width, Height int    // of the original, upright, in pixels
	Color         string // dominant colour as #rrggbb
	Renditions    []Rendition
}

// Rendition is one size of a picture.
type Rendition struct {
	W, H int
	Key  string // "pictures/<hash>-<width>.jpg"; the same upload always gives the same
	JPEG []byte
}

// Maker makes renditions, two at a time at most.
type Maker struct{ budget *semaphore.Weighted }

// NewMaker returns a maker; a process shares one.
func NewMaker() *Maker { return &Maker{budget: semaphore.NewWeighted(decodeBudget)} }

// Make checks an upload and renders it, narrowest first. Errors: ErrTooLarge,
// ErrNotAPicture, ErrBroken, ErrTooManyPixels, ErrTooSmall.
func (m *Maker) Make(ctx context.Context, data []byte) (*Picture, error) {
	f, err := inspect(data)
	if err != nil {
		return nil, err
	}
	need := max(f.memory, minDecode)
	if err := m.budget.Acquire(ctx, need); err != nil {
		return nil, fmt.Errorf("wait to decode a picture: %w", err)
	}
	defer m.budget.Release(need)
	img, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return nil, ErrBroken.Wrap(err)
	}
	if got := img.Bounds().Size(); got != image.Pt(f.width, f.height) {
		return nil, ErrBroken.Wrap(fmt.Errorf("header says %d×%d, picture is %d×%d", f.width, f.height, got.X, got.Y))
	}
	return render(img, f.orientation, hashOf(data))
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(append([]byte(recipe), data...))
	return hex.EncodeToString(sum[:6])
}

func render(img image.Image, o orientation, hash string) (*Picture, error) {
	size := img.Bounds().Size()
	if o.swaps() {
		size.X, size.Y = size.Y, size.X
	}
	widths := widthsFor(size.X)
	p := &Picture{Width: size.X, Height: size.Y, Renditions: make([]Rendition, len(widths))}
	var last *image.RGBA
	for i := len(widths) - 1; i >= 0; i-- { // each from the next larger: the large decode is read once
		w := widths[i]
		h := max(1, (w*size.Y+size.X/2)/size.X)
		if last == nil {
			tw, th := w, h
			if o.swaps() {
				tw, th = h, w
			}
			last = o.apply(shrink(img, tw, th))
		} else {
			last = shrink(last, w, h)
		}
		var buf bytes.Buffer
		if err := jpeg.Encode(&buf, last, &jpeg.Options{Quality: quality}); err != nil {
			return nil, fmt.Errorf("encode a %d wide rendition: %w", w, err)
		}
		p.Renditions[i] = Rendition{W: w, H: h, Key: "pictures/" + hash + "-" + strconv.Itoa(w) + ".jpg", JPEG: buf.Bytes()}
	}
	p.Color = dominant(last)
	return p, nil
}

// widthsFor returns the widths to render for an original: never wider than it.
func widthsFor(original int) []int {
	var out []int
	for _, w := range [...]int{120, 320, 480, 640, 800, 1200} {
		if w <= original {
			out = append(out, w)
		}
	}
	// Its own width as well where the next standard one leaves much of it unused.
	if n := len(out); n == 0 || (original < 1200 && original*4 > out[n-1]*5) {
		out = append(out, original)
	}
	return out
}

// file is what the header of an upload tells.
type file struct {
	width, height int
	memory        int64 // bytes that decoding needs at most
	orientation   orientation
	decode        func(*bytes.Reader) (image.Image, error)
}

// inspect reads the header only and refuses what would be refused anyway.
func inspect(data []byte) (file, error) {
	if len(data) > MaxBytes {
		return file{}, ErrTooLarge
	}
	var f file
	var cfg image.Config
	var err error
	perPixel := 4.0
	switch {
	case isScript(data):
		return file{}, ErrScript
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		head := readJPEG(data)
		if head.tooManyScans {
			return file{}, ErrBroken.Wrap(errManyScans)
		}
		f.orientation, perPixel = head.orientation, head.perPixel()
		cfg, err = jpeg.DecodeConfig(bytes.NewReader(data))
		f.decode = func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		f.orientation = readPNG(data)
		cfg, err = png.DecodeConfig(bytes.NewReader(data))
		if cfg.ColorModel == color.NRGBA64Model || cfg.ColorModel == color.RGBA64Model {
			perPixel = 8
		}
		if len(data) > 28 && data[28] == 1 {
			perPixel *= 1.5 // interlaced: each pass is a picture of its own meanwhile
		}
		f.decode = func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		f.orientation = readWebP(data)
		perPixel = 8 // of the lossless kind, which keeps two copies
		cfg, err = webp.DecodeConfig(bytes.NewReader(data))
		f.decode = func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) }
	case isHEIC(data):
		return file{}, ErrHEIC
	default:
		return file{}, ErrNotAPicture
	}
	if err != nil {
		return file{}, ErrBroken.Wrap(err)
	}
	f.width, f.height = cfg.Width, cfg.Height
	pixels := int64(f.width) * int64(f.height)
	f.memory = int64(float64(pixels) * perPixel)
	switch short, long := min(f.width, f.height), max(f.width, f.height); {
	case f.width <= 0 || f.height <= 0:
		return file{}, ErrBroken
	case pixels > MaxPixels || f.memory > decodeBudget:
		return file{}, ErrTooManyPixels
	case short < minSide || long > short*maxAspect:
		return file{}, ErrTooSmall
	}
	return f, nil
}
