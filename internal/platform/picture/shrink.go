package picture

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
)

// shrink averages src into w×h pixels, neither larger than src's; what is
// transparent becomes white. It reads src once, row by row, and needs memory for
// a few rows only, where the kernels of golang.org/x/image/draw keep 32 bytes
// for every source row and target column (368 MB for a tall photograph).
func shrink(src image.Image, w, h int) *image.RGBA {
	b := src.Bounds()
	sw, sh := b.Dx(), b.Dy()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	row := image.NewRGBA(image.Rect(0, 0, sw, 1))
	line := make([]int64, w*3) // one source row, squeezed to w; each value is a sum weighted by sw in all
	acc := make([]int64, w*3)  // the rows that make up one target row, weighted by sh in all
	white := image.NewUniform(color.White)
	// There is nothing to see through in these (the decoders give RGBA for opaque
	// PNGs only), and drawing is several times faster.
	opaque := false
	switch src.(type) {
	case *image.YCbCr, *image.Gray, *image.CMYK, *image.RGBA:
		opaque = true
	}
	if opaque && w == sw && h == sh {
		draw.Draw(dst, dst.Rect, src, b.Min, draw.Src)
		return dst
	}

	// In units where a source pixel is w (h) long and a target pixel sw (sh) long,
	// all borders are whole numbers.
	y, left := 0, sh
	for sy := range sh {
		at := image.Pt(b.Min.X, b.Min.Y+sy)
		if opaque {
			draw.Draw(row, row.Rect, src, at, draw.Src)
		} else {
			draw.Draw(row, row.Rect, white, image.Point{}, draw.Src)
			draw.Draw(row, row.Rect, src, at, draw.Over)
		}
		squeeze(line, row.Pix, sw, w)
		part := min(h, left)
		add(acc, line, int64(part))
		if left -= part; left > 0 {
			continue
		}
		emit(dst.Pix[y*dst.Stride:], acc, int64(sw)*int64(sh))
		y, left = y+1, sh
		clear(acc)
		if rest := h - part; rest > 0 {
			add(acc, line, int64(rest))
			left -= rest
		}
	}
	return dst
}

// squeeze averages a row of sw pixels into w.
func squeeze(line []int64, pix []byte, sw, w int) {
	clear(line)
	x, left := 0, sw
	for s := 0; s < sw*4; s += 4 {
		r, g, b := int64(pix[s]), int64(pix[s+1]), int64(pix[s+2])
		for need := w; need > 0; {
			part := min(need, left)
			n := int64(part)
			line[x] += r * n
			line[x+1] += g * n
			line[x+2] += b * n
			need -= part
			if left -= part; left == 0 {
				x, left = x+3, sw
			}
		}
	}
}

func add(acc, line []int64, times int64) {
	for i, v := range line {
		acc[i] += v * times
	}
}

func emit(pix []byte, acc []int64, weight int64) {
	mean := func(sum int64) byte { return byte((sum + weight/2) / weight) } //nolint:gosec // G115: a mean of bytes is a byte
	for i, j := 0, 0; i < len(acc); i, j = i+3, j+4 {
		pix[j], pix[j+1], pix[j+2], pix[j+3] = mean(acc[i]), mean(acc[i+1]), mean(acc[i+2]), 255
	}
}

// dominant returns the colour that covers most of a picture: the mean of the
// fullest of 512 boxes of like colours.
func dominant(img *image.RGBA) string {
	var boxes [512]struct{ n, r, g, b int }
	for i := 0; i+3 < len(img.Pix); i += 4 {
		r, g, b := img.Pix[i], img.Pix[i+1], img.Pix[i+2]
		box := &boxes[int(r>>5)<<6|int(g>>5)<<3|int(b>>5)]
		box.n++
		box.r += int(r)
		box.g += int(g)
		box.b += int(b)
	}
	best := &boxes[0]
	for i := range boxes {
		if boxes[i].n > best.n {
			best = &boxes[i]
		}
	}
	n := max(1, best.n)
	return fmt.Sprintf("#%02x%02x%02x", best.r/n, best.g/n, best.b/n)
}
