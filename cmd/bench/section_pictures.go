package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/platform/picture"
)

// pictures compares our renditions of a 12-megapixel photograph with the command
// vipsthumbnail, which makes one size a time, in the same minute.
func (b *bench) pictures(ctx context.Context, r *result) error {
	dir, err := os.MkdirTemp("", "bench-pictures-")
	if err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // temporary
	photo, err := photograph(4000, 3000)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "photo.jpg")
	if err := os.WriteFile(path, photo, 0o600); err != nil {
		return fmt.Errorf("write the photograph: %w", err)
	}
	maker := picture.NewMaker()
	made, err := maker.Make(ctx, photo) // warms up, and tells the sizes
	if err != nil {
		return fmt.Errorf("make renditions: %w", err)
	}
	var ours, theirs []float64
	for range b.rounds() {
		began := time.Now()
		if _, err := maker.Make(ctx, photo); err != nil {
			return fmt.Errorf("make renditions: %w", err)
		}
		ours = append(ours, 1/time.Since(began).Seconds())
		began = time.Now()
		for _, z := range made.Renditions {
			out := filepath.Join(dir, "out-"+strconv.Itoa(z.W)+".jpg[Q=82,strip]")
			cmd := exec.CommandContext(ctx, "vipsthumbnail", path, "--size", strconv.Itoa(z.W)+"x", "-o", out) //nolint:gosec // G204: our own sizes
			if text, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("vipsthumbnail: %w: %s", err, text)
			}
		}
		theirs = append(theirs, 1/time.Since(began).Seconds())
	}
	r.add(compared("12-megapixel JPEG to all sizes", "pictures/s", ours, theirs).atLeast(0.5).
		noting("%d sizes; the baseline starts the command once for each, as it takes one size", len(made.Renditions)))
	r.remark("the photograph is drawn: waves with noise, %d KB at quality 90, 4:2:0; both sides write quality 82", len(photo)>>10)
	r.remark("memory: TestMaker_Make_stays_below_200_MiB sends bombs to a process of their own and reads its peak")
	return nil
}

// photograph draws a JPEG with about the detail of a photograph.
func photograph(w, h int) ([]byte, error) {
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	seed := uint32(1)
	for y := range h {
		for x := range w {
			seed = seed*1664525 + 1013904223
			v := 128 + 60*math.Sin(float64(x)/97)*math.Cos(float64(y)/61) + float64(seed>>28) - 8
			img.Y[img.YOffset(x, y)] = byte(v)
			if x%2 == 0 && y%2 == 0 {
				at := img.COffset(x, y)
				img.Cb[at], img.Cr[at] = byte(x>>4&255), byte(y>>4&255)
			}
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 90}); err != nil {
		return nil, fmt.Errorf("draw the photograph: %w", err)
	}
	return out.Bytes(), nil
}
