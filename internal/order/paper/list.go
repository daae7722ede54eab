package paper

import (
	"sort"
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/pdf"
)

const (
	margin = 15.0
	full   = 210 - 2*margin
	row    = 6.0
)

// PackingList sets first what to fetch from the shelf for all orders together, then each
// order with boxes to tick.
func PackingList(orders []order.View, o Options) ([]byte, error) {
	s := &sheet{o: o}
	title := s.say("Phiếu soạn hàng", "Packing list")
	s.p = pdf.New(pdf.Options{Title: title, Lang: s.lang(), At: o.At})
	s.p.SetMargins(margin, margin, margin)
	s.p.SetAutoPageBreak(true, margin+4)
	s.p.SetFooterFunc(func() {
		s.p.SetY(-margin)
		s.font("", 8)
		s.p.CellFormat(full, 5, title+" · "+strconv.Itoa(s.p.PageNo()), "", 0, "C", false, 0, "")
	})
	s.p.AddPage()
	s.font("B", 16)
	s.p.CellFormat(full, 9, title, "", 1, "L", false, 0, "")
	s.font("", 10)
	count := strconv.Itoa(len(orders))
	s.p.CellFormat(full, 6, o.At.In(clock.Saigon).Format("02/01/2006 15:04")+" · "+count+s.say(" đơn", " orders"), "", 1, "L", false, 0, "")
	s.p.Ln(3)

	s.heading(s.say("Lấy từ kho", "Fetch from the shelf"))
	for _, g := range gather(orders, s.lang()) {
		s.line(g.name, g.quantity)
	}
	for _, v := range orders {
		s.order(v)
	}
	return pdf.Bytes(s.p)
}

// goods is one variant over all orders.
type goods struct{ name, quantity string }

func gather(orders []order.View, lang string) []goods {
	type sum struct {
		goods
		n    int64
		unit string
	}
	byVariant := map[string]*sum{}
	for _, v := range orders {
		for _, l := range v.Lines {
			if l.Open() == 0 {
				continue
			}
			key := l.VariantID.String()
			if byVariant[key] == nil {
				byVariant[key] = &sum{goods: goods{name: l.ProductName.In(lang) + ", " + l.VariantName.In(lang)}, unit: l.Unit}
			}
			byVariant[key].n += l.Open()
		}
	}
	out := make([]goods, 0, len(byVariant))
	for _, x := range byVariant {
		x.quantity = strconv.FormatInt(x.n, 10) + " " + x.unit
		out = append(out, x.goods)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].name < out[j].name })
	return out
}

func (s *sheet) heading(text string) {
	s.font("B", 11)
	s.p.CellFormat(full, 7, text, "B", 1, "L", false, 0, "")
}

// line is one row with a box to tick.
func (s *sheet) line(name, quantity string) {
	x, y := s.p.GetXY()
	s.p.SetLineWidth(0.3)
	s.p.Rect(x+0.5, y+1.2, 3.6, 3.6, "D")
	s.p.SetX(x + 7)
	s.font("", 10)
	s.p.CellFormat(full-7-45, row, pdf.Fit(s.p, name, full-7-47), "", 0, "L", false, 0, "")
	s.font("B", 10)
	s.p.CellFormat(45, row, quantity, "", 1, "R", false, 0, "")
}

func (s *sheet) order(v order.View) {
	const head = 24.0
	if _, height := s.p.GetPageSize(); s.p.GetY()+head+row*float64(len(v.Lines)) > height-margin-4 {
		s.p.AddPage()
	} else {
		s.p.Ln(5)
	}
	s.heading(v.Code + " · " + v.Purchase.BuyerName())
	s.font("", 9)
	s.p.MultiCell(full, 5, joined(" · ", number(v.Purchase.Contact.Phone), v.Purchase.Address.Label), "", "L", false)
	if note := v.Purchase.Note; note != "" {
		s.font("B", 9)
		s.p.MultiCell(full, 5, s.say("Ghi chú: ", "Note: ")+strings.Join(strings.Fields(note), " "), "", "L", false)
	}
	for _, l := range v.Lines {
		if l.Open() == 0 {
			continue
		}
		s.line(l.ProductName.In(s.lang())+", "+l.VariantName.In(s.lang()), quantity(l, l.Unit))
		if lots := s.lots(l); lots != "" {
			s.p.SetX(margin + 7)
			s.font("", 9)
			s.p.MultiCell(full-7, 5, lots, "", "L", false)
		}
	}
	s.font("B", 10)
	s.p.CellFormat(full, row, s.collect(v), "", 1, "R", false, 0, "")
}
