package paper

import (
	"strings"

	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/pdf"
)

// A label is 100 × 150 mm on a roll, and a quarter of A4 on a sheet.
const (
	labelWidth, labelHeight = 100.0, 150.0
	sheetWidth, sheetHeight = 105.0, 148.5
	pad                     = 5.0
)

// Roll sets one label a page, for a label printer. Its error is an order code that no bar
// code can hold.
func Roll(orders []order.View, o Options) ([]byte, error) {
	s := &sheet{o: o}
	s.p = pdf.New(pdf.Options{Title: s.say("Nhãn giao hàng", "Shipping labels"), Lang: s.lang(), At: o.At, Width: labelWidth, Height: labelHeight})
	s.p.SetAutoPageBreak(false, 0)
	for _, v := range orders {
		s.p.AddPage()
		if err := s.label(v, 0, 0, labelWidth, labelHeight); err != nil {
			return nil, err
		}
	}
	return pdf.Bytes(s.p)
}

// Sheets sets four labels a page of A4, with lines to cut along. Its error is that of Roll.
func Sheets(orders []order.View, o Options) ([]byte, error) {
	s := &sheet{o: o}
	s.p = pdf.New(pdf.Options{Title: s.say("Nhãn giao hàng", "Shipping labels"), Lang: s.lang(), At: o.At})
	s.p.SetAutoPageBreak(false, 0)
	for i, v := range orders {
		if i%4 == 0 {
			s.p.AddPage()
			s.p.SetLineWidth(0.1)
			s.p.SetDrawColor(150, 150, 150)
			s.p.Line(sheetWidth, 0, sheetWidth, 2*sheetHeight)
			s.p.Line(0, sheetHeight, 2*sheetWidth, sheetHeight)
		}
		x, y := float64(i%2)*sheetWidth, float64(i%4/2)*sheetHeight
		if err := s.label(v, x, y, sheetWidth, sheetHeight); err != nil {
			return nil, err
		}
	}
	return pdf.Bytes(s.p)
}

func (s *sheet) label(v order.View, x, y, width, height float64) error {
	inner := width - 2*pad
	left, top := x+pad, y+pad
	s.p.SetTextColor(0, 0, 0)
	s.p.SetDrawColor(0, 0, 0)
	s.p.SetLineWidth(0.3)

	s.font("B", 13)
	s.p.SetXY(left, top)
	s.p.CellFormat(inner, 6, "Chợ Phiên", "", 0, "L", false, 0, "")
	s.font("", 8)
	s.p.SetXY(left, top)
	s.p.CellFormat(inner, 6, pdf.Fit(s.p, v.Carrier, inner/2), "", 0, "R", false, 0, "")
	if err := s.barcode(v.Code, left+4, top+8, inner-8, 15); err != nil {
		return err
	}
	s.font("B", 12)
	s.p.SetXY(left, top+24)
	s.p.CellFormat(inner, 6, v.Code, "", 0, "C", false, 0, "")

	at := top + 32
	s.p.Line(left, at, left+inner, at)
	at = s.block(left, at+1.5, inner, 4, "", 8, s.say("Người gửi", "From"), 1)
	at = s.block(left, at, inner, 5, "B", 10, v.Cooperative.Name, 1)
	at = s.block(left, at, inner, 4.2, "", 8.5, joined(" · ", number(v.Cooperative.Phone), v.Cooperative.Place.In(s.lang())), 2)
	at += 1.5
	s.p.Line(left, at, left+inner, at)
	at = s.block(left, at+1.5, inner, 4, "", 8, s.say("Người nhận", "To"), 1)
	at = s.block(left, at, inner, 6.5, "B", 14, v.Purchase.Contact.FullName, 1)
	if v.Purchase.Firm.Name != "" {
		at = s.block(left, at, inner, 5, "", 9.5, v.Purchase.Firm.Name, 1)
	}
	at = s.block(left, at, inner, 6.5, "B", 14, number(v.Purchase.Contact.Phone), 1)
	at = s.block(left, at+0.5, inner, 5.2, "", 11, v.Purchase.Address.Label, 4)
	at += 1.5
	s.p.Line(left, at, left+inner, at)
	at++

	foot := y + height - pad - 15
	for _, l := range v.Lines {
		if l.Open() == 0 {
			continue
		}
		if at+4.4 > foot-6 {
			at = s.block(left, at, inner, 4.4, "", 8.5, "…", 1)
			break
		}
		at = s.block(left, at, inner, 4.4, "", 8.5, quantity(l, l.Unit)+" – "+l.ProductName.In(s.lang())+", "+l.VariantName.In(s.lang()), 1)
	}
	if note := v.Purchase.Note; note != "" && at+5 < foot {
		s.block(left, foot-5, inner, 4.4, "B", 8.5, s.say("Ghi chú: ", "Note: ")+strings.Join(strings.Fields(note), " "), 1)
	}
	s.p.SetFillColor(0, 0, 0)
	s.p.SetTextColor(255, 255, 255)
	s.p.Rect(left, foot, inner, 15, "F")
	s.font("B", 16)
	s.p.SetXY(left, foot)
	s.p.CellFormat(inner, 15, s.collect(v), "", 0, "C", false, 0, "")
	s.p.SetTextColor(0, 0, 0)
	return nil
}

func joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}
