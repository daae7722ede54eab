// Package paper sets what a cooperative prints for its orders: the packing list (phiếu
// soạn hàng) and the shipping labels (nhãn giao hàng), as A4 sheets of four or on a roll of
// 100 × 150 mm.
//
// Owns: their layout and words. Does not own: which orders (order), the type (platform/pdf).
// The same orders and day give the same bytes.
package paper

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/boombuler/barcode/code128"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/phone"
	"github.com/chophien/chophien/internal/platform/pdf"
)

// Options say for whom and when a document is set.
type Options struct {
	English bool
	At      time.Time
}

// sheet is one document being set.
type sheet struct {
	p *fpdf.Fpdf
	o Options
}

func (s *sheet) say(vi, en string) string {
	if s.o.English {
		return en
	}
	return vi
}

func (s *sheet) lang() string { return s.say("vi", "en") }

func (s *sheet) money(v money.VND) string {
	if s.o.English {
		return v.English()
	}
	return v.String()
}

func (s *sheet) font(style string, size float64) { s.p.SetFont(pdf.Family, style, size) }

// block writes a text that may break within a width, at most lines lines of it.
func (s *sheet) block(x, y, width, height float64, style string, size float64, text string, lines int) float64 {
	s.font(style, size)
	parts := s.p.SplitText(text, width)
	for i, part := range parts {
		if i == lines {
			break
		}
		if i == lines-1 && len(parts) > lines {
			part = pdf.Fit(s.p, part+" "+parts[i+1], width)
		}
		s.p.SetXY(x, y)
		s.p.CellFormat(width, height, part, "", 0, "L", false, 0, "")
		y += height
	}
	return y
}

// barcode draws a Code 128 of a text, black bars without a gap between neighbours.
func (s *sheet) barcode(text string, x, y, width, height float64) error {
	code, err := code128.Encode(text)
	if err != nil {
		return fmt.Errorf("encode %q as Code 128: %w", text, err)
	}
	modules := code.Bounds().Dx()
	module := width / float64(modules)
	s.p.SetFillColor(0, 0, 0)
	dark := func(i int) bool {
		r, _, _, _ := code.At(i, 0).RGBA()
		return r == 0
	}
	for i := 0; i < modules; i++ {
		from := i
		for i < modules && dark(i) {
			i++
		}
		if i > from {
			s.p.Rect(x+float64(from)*module, y, float64(i-from)*module, height, "F")
		}
	}
	return nil
}

// quantity writes "2 hũ"; goods by weight with what they weighed.
func quantity(l order.Line, unit string) string {
	out := strconv.FormatInt(l.Open(), 10) + " " + unit
	if l.RealG > 0 {
		out += " · " + strconv.FormatInt(l.RealG, 10) + " g"
	}
	return out
}

// lots writes "lô A-1", several with what is taken of each: "lô A-1 × 2, B-7 × 1"; empty
// before the order is packed. What lay in no lot has no code to look for.
func (s *sheet) lots(l order.Line) string {
	var codes []string
	for _, x := range l.Lots {
		if x.TraceCode == "" {
			continue
		}
		code := x.Code
		if len(l.Lots) > 1 {
			code += " × " + strconv.FormatInt(x.Quantity, 10)
		}
		codes = append(codes, code)
	}
	if codes == nil {
		return ""
	}
	return s.say("lô ", "lot ") + strings.Join(codes, ", ")
}

func number(e164 string) string {
	if p, err := phone.Parse(e164); err == nil {
		return p.National()
	}
	return e164
}

// collect says what is taken at the door.
func (s *sheet) collect(v order.View) string {
	if v.Purchase.PaymentMethod != "cod" {
		return s.say("KHÔNG THU TIỀN", "COLLECT NOTHING")
	}
	return s.say("Thu hộ: ", "Collect: ") + s.money(v.Total)
}
