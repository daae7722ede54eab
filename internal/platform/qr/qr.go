// Package qr makes QR codes: modules to draw on paper, SVG for pages, PNG for
// whoever wants a picture. Encoding is github.com/boombuler/barcode (MIT).
package qr

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strconv"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// Quiet is how many light modules a reader needs around a code.
const Quiet = 4

// Code is an encoded text, without its quiet zone.
type Code struct {
	size int
	dark []bool
}

// New encodes a text so that a fifteenth of it may be dirty or torn (level M).
// Its error is a text that is too long for a code.
func New(text string) (*Code, error) {
	img, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("encode %q as QR: %w", text, err)
	}
	c := &Code{size: img.Bounds().Dx()}
	for y := range c.size {
		for x := range c.size {
			c.dark = append(c.dark, color.GrayModel.Convert(img.At(x, y)) == color.Gray{})
		}
	}
	return c, nil
}

// Size is how many modules the code has on a side.
func (c *Code) Size() int { return c.size }

// Dark tells whether the module of a column and row is dark.
func (c *Code) Dark(x, y int) bool { return c.dark[y*c.size+x] }

// SVG draws the code with its quiet zone, black on white in any theme, to be sized
// by whoever places it. label is what screen readers say.
func (c *Code) SVG(label string) string {
	side := strconv.Itoa(c.size + 2*Quiet)
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + side + ` ` + side + `" role="img" aria-label="` + attribute(label) + `" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h` + side + `v` + side + `H0z"/><path d="`)
	for y := range c.size {
		for x := 0; x < c.size; x++ {
			from := x
			for x < c.size && c.Dark(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+Quiet, y+Quiet, x-from, x-from)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.String()
}

// PNG draws the code with its quiet zone, each module that many pixels wide.
func (c *Code) PNG(module int) ([]byte, error) {
	side := (c.size + 2*Quiet) * module
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			col, row := x/module-Quiet, y/module-Quiet
			light := col < 0 || row < 0 || col >= c.size || row >= c.size || !c.Dark(col, row)
			if light {
				img.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("draw a QR code: %w", err)
	}
	return b.Bytes(), nil
}

func attribute(text string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;").Replace(text)
}
