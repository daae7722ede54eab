package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
)

// orientation is the EXIF value 1–8: how a camera was held. 0 counts as 1.
type orientation uint16

// swaps tells whether width and height change places.
func (o orientation) swaps() bool { return o >= 5 && o <= 8 }

// apply returns img upright.
func (o orientation) apply(img *image.RGBA) *image.RGBA {
	if o <= 1 || o > 8 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	dw, dh := w, h
	if o.swaps() {
		dw, dh = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, dw, dh))
	for y := range h {
		for x := range w {
			dx, dy := x, y
			switch o {
			case 2: // mirrored
				dx = w - 1 - x
			case 3: // upside down
				dx, dy = w-1-x, h-1-y
			case 4: // mirrored upside down
				dy = h - 1 - y
			case 5: // mirrored, turned left
				dx, dy = y, x
			case 6: // turned left: turn right
				dx, dy = h-1-y, x
			case 7: // mirrored, turned right
				dx, dy = h-1-y, w-1-x
			case 8: // turned right: turn left
				dx, dy = y, w-1-x
			}
			copy(dst.Pix[dst.PixOffset(dx, dy):][:4], img.Pix[img.PixOffset(x, y):][:4])
		}
	}
	return dst
}

// maxScans bounds how often a progressive JPEG may go over its picture: encoders
// need ten, and each costs a pass over all pixels however small it is.
const maxScans = 64

var errManyScans = errors.New("progressive JPEG with too many scans")

// readJPEG walks the segments before the first scan for the EXIF orientation
// and the way of coding, and counts the scans. The standard decoder keeps no EXIF.
func readJPEG(data []byte) (o orientation, progressive, tooManyScans bool) {
	// 0xffda occurs nowhere inside coded pixels; in metadata it counts too much, by one or two.
	tooManyScans = bytes.Count(data, []byte{0xff, 0xda}) > maxScans
	for p := 2; p+4 <= len(data) && data[p] == 0xff; {
		marker, size := data[p+1], int(binary.BigEndian.Uint16(data[p+2:]))
		if marker == 0xff { // padding
			p++
			continue
		}
		if marker == 0xda || size < 2 || p+2+size > len(data) {
			break
		}
		body := data[p+4 : p+2+size]
		switch {
		case marker == 0xe1 && o == 0:
			if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
				o = readTIFF(tiff)
			}
		case marker == 0xc2:
			progressive = true
		}
		p += 2 + size
	}
	return o, progressive, tooManyScans
}

// readPNG finds the orientation in the eXIf chunk.
func readPNG(data []byte) orientation {
	for p := 8; p+12 <= len(data); {
		size := int64(binary.BigEndian.Uint32(data[p:]))
		if size > int64(len(data)-p-12) {
			return 0
		}
		if string(data[p+4:p+8]) == "eXIf" {
			return readTIFF(data[p+8 : p+8+int(size)])
		}
		p += 12 + int(size)
	}
	return 0
}

// readWebP finds the orientation in the EXIF chunk.
func readWebP(data []byte) orientation {
	for p := 12; p+8 <= len(data); {
		size := int64(binary.LittleEndian.Uint32(data[p+4:]))
		if size > int64(len(data)-p-8) {
			return 0
		}
		if string(data[p:p+4]) == "EXIF" {
			return readTIFF(bytes.TrimPrefix(data[p+8:p+8+int(size)], []byte("Exif\x00\x00")))
		}
		p += 8 + int(size+size%2)
	}
	return 0
}

const tagOrientation = 0x0112

// readTIFF looks up the orientation in the first directory of EXIF data.
func readTIFF(t []byte) orientation {
	if len(t) < 8 {
		return 0
	}
	var order binary.ByteOrder
	switch string(t[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 0
	}
	dir := int64(order.Uint32(t[4:]))
	if dir+2 > int64(len(t)) {
		return 0
	}
	entries := t[dir+2:]
	for range order.Uint16(t[dir:]) {
		if len(entries) < 12 {
			return 0
		}
		if order.Uint16(entries) == tagOrientation {
			if o := order.Uint16(entries[8:]); o <= 8 {
				return orientation(o)
			}
			return 0
		}
		entries = entries[12:]
	}
	return 0
}
