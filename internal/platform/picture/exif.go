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

// jpegHead is what the segments before the pixels tell.
type jpegHead struct {
	orientation  orientation
	progressive  bool
	tooManyScans bool
	// samples is how many colour values there are for each pixel, 1.5 for the 4:2:0 of
	// phones; 0 where the header does not say.
	samples float64
	colours int
}

// perPixel is how many bytes decoding needs for each pixel: a byte for each value, 4
// more of each where all coefficients are kept, and a second picture where four
// colours are turned into three.
func (h jpegHead) perPixel() float64 {
	samples := h.samples
	if samples == 0 {
		samples = 4
	}
	need := samples
	if h.progressive {
		need += samples * 4
	}
	if h.colours == 4 {
		need += 4
	}
	return need
}

// readJPEG walks the segments before the first scan for the EXIF orientation
// and the way of coding, and counts the scans. The standard decoder keeps no EXIF.
func readJPEG(data []byte) jpegHead {
	// 0xffda occurs nowhere inside coded pixels; in metadata it counts too much, by one or two.
	h := jpegHead{tooManyScans: bytes.Count(data, []byte{0xff, 0xda}) > maxScans}
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
		case marker == 0xe1 && h.orientation == 0:
			if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
				h.orientation = readTIFF(tiff)
			}
		case marker >= 0xc0 && marker <= 0xc2:
			h.progressive = marker == 0xc2
			h.readFrame(body)
		}
		p += 2 + size
	}
	return h
}

// readFrame reads how finely each colour is kept.
func (h *jpegHead) readFrame(body []byte) {
	if len(body) < 6 || len(body) < 6+3*int(body[5]) {
		return
	}
	h.colours = int(body[5])
	sum, most := 0, 1
	for i := range h.colours {
		across, down := int(body[7+3*i]>>4), int(body[7+3*i]&15)
		sum += across * down
		most = max(most, across*down)
	}
	h.samples = float64(sum) / float64(most)
}

// isHEIC tells the pictures of iPhones and their kin by their brand.
func isHEIC(data []byte) bool {
	if len(data) < 12 || string(data[4:8]) != "ftyp" {
		return false
	}
	switch string(data[8:12]) {
	case "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis":
		return true
	}
	return false
}

// isScript tells a file that a browser or a server could run as well as show: a drawing
// that is markup, or a photograph with markup in its metadata or behind its end. Pixels
// are compressed, so the words do not occur among them by chance.
func isScript(data []byte) bool {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 512)], []byte("\xef\xbb\xbf")), " \t\r\n"))
	for _, head := range []string{"<svg", "<?xml", "<!doctype", "<html", "#!", "%pdf", "gif87a<", "gif89a<"} {
		if bytes.HasPrefix(start, []byte(head)) {
			return true
		}
	}
	for _, word := range []string{"<script", "<SCRIPT", "<Script", "<?php", "<iframe", "<!DOCTYPE", "<!doctype"} {
		if bytes.Contains(data, []byte(word)) {
			return true
		}
	}
	return false
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
