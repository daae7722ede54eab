package picture_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/picture"
)

// photograph draws something with the detail of a photograph: waves and noise.
func photograph(w, h int) []byte {
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	seed := uint32(1)
	for y := range h {
		for x := range w {
			seed = seed*1664525 + 1013904223
			v := 128 + 60*math.Sin(float64(x)/97)*math.Cos(float64(y)/61) + float64(seed>>28) - 8
			img.Y[img.YOffset(x, y)] = byte(v)
			if x%2 == 0 && y%2 == 0 {
				o := img.COffset(x, y)
				img.Cb[o], img.Cr[o] = byte(x/16), byte(y/16)
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func BenchmarkMaker_Make_12_megapixels(b *testing.B) {
	data := photograph(4000, 3000)
	if to := os.Getenv("PHOTOGRAPH"); to != "" {
		require.NoError(b, os.WriteFile(to, data, 0o600))
	}
	m := picture.NewMaker()
	b.ResetTimer()
	for b.Loop() {
		_, err := m.Make(b.Context(), data)
		require.NoError(b, err)
	}
}
