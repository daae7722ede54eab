package receipt

import (
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/pdf"
	"github.com/chophien/chophien/internal/vat"
)

// Kind is a paper about a purchase.
type Kind string

// The papers.
const (
	KindConfirmation Kind = "confirmation" // what was ordered, from whom, and how it is paid
	KindReceipt      Kind = "receipt"      // what was paid for goods that were delivered
)

// Options say for whom and when a paper is set, and who runs the market.
type Options struct {
	English  bool
	At       time.Time
	Operator string
}

const (
	margin = 15.0
	full   = 210 - 2*margin
)

// sheet is one paper being set.
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

func (s *sheet) grey() { s.p.SetTextColor(90, 90, 90) }
func (s *sheet) ink()  { s.p.SetTextColor(0, 0, 0) }

// open begins a paper with its title, what it is about, and a foot that says what it is not.
func open(o Options, title, about string, at time.Time) *sheet {
	s := &sheet{o: o}
	s.p = pdf.New(pdf.Options{Title: title + " " + about, Lang: s.lang(), At: at})
	s.p.SetMargins(margin, margin, margin)
	s.p.SetAutoPageBreak(true, 22)
	s.p.SetFooterFunc(func() {
		s.p.SetY(-16)
		s.font("", 7.5)
		s.grey()
		s.p.CellFormat(full-20, 4, s.say("Không phải hóa đơn giá trị gia tăng; hóa đơn do hợp tác xã bán hàng lập.", "This is no VAT invoice; that is issued by the selling cooperative."), "", 0, "L", false, 0, "")
		s.p.CellFormat(20, 4, strconv.Itoa(s.p.PageNo()), "", 1, "R", false, 0, "")
		s.p.CellFormat(full, 4, joined(" · ", "Chợ Phiên", o.Operator, s.say("lập lúc ", "set at ")+o.At.In(clock.Saigon).Format("15:04 02/01/2006")), "", 0, "L", false, 0, "")
		s.ink()
	})
	s.p.AddPage()
	s.font("B", 18)
	s.p.CellFormat(full, 10, title, "", 1, "L", false, 0, "")
	s.font("", 11)
	s.p.CellFormat(full, 6, about, "", 1, "L", false, 0, "")
	s.p.Ln(3)
	return s
}

func (s *sheet) fact(label, value string) {
	if value == "" {
		return
	}
	s.font("", 9.5)
	s.grey()
	s.p.CellFormat(45, 5.5, label, "", 0, "L", false, 0, "")
	s.ink()
	s.p.MultiCell(full-45, 5.5, value, "", "L", false)
}

func (s *sheet) heading(text string) {
	s.p.Ln(4)
	s.font("B", 11)
	s.p.CellFormat(full, 7, text, "B", 1, "L", false, 0, "")
}

// pair is one line with an amount at its end.
func (s *sheet) pair(label, value, style string, size float64) {
	s.font(style, size)
	s.p.CellFormat(full-45, 6, pdf.Fit(s.p, label, full-46), "", 0, "L", false, 0, "")
	s.p.CellFormat(45, 6, value, "", 1, "R", false, 0, "")
}

// Purchase sets a paper about a purchase. A receipt holds only what was delivered.
// Errors: ErrKind, ErrNotDelivered for a receipt of nothing.
func Purchase(kind Kind, p order.Purchase, views []order.View, table vat.Table, o Options) ([]byte, error) {
	var s *sheet
	switch kind {
	case KindConfirmation:
		s = open(o, pick(o, "Xác nhận đặt hàng", "Order confirmation"), p.Code, p.PlacedAt)
	case KindReceipt:
		s = open(o, pick(o, "Biên nhận", "Receipt"), p.Code, p.PlacedAt)
	default:
		return nil, ErrKind
	}
	s.fact(s.say("Người mua", "Buyer"), joined(" · ", p.Firm.Name, p.Contact.FullName))
	s.fact(s.say("Giao đến", "Delivered to"), p.Address.Label)
	s.fact(s.say("Đặt lúc", "Ordered at"), p.PlacedAt.In(clock.Saigon).Format("15:04 02/01/2006"))
	s.fact(s.say("Thanh toán", "Payment"), s.method(p.PaymentMethod))
	var total, tax money.VND
	told := 0
	for _, v := range views {
		if kind == KindReceipt && v.Status != order.StatusDelivered || v.Status == order.StatusCancelled {
			continue
		}
		told++
		tax += s.order(v, table, kind)
		total += v.Total
	}
	if kind == KindReceipt && told == 0 {
		return nil, ErrNotDelivered
	}
	s.p.Ln(3)
	label := s.say("Tổng cộng", "Total")
	if kind == KindReceipt {
		label = s.say("Đã trả", "Paid")
	}
	s.pair(label, s.money(total), "B", 13)
	s.font("", 9)
	s.grey()
	if !o.English {
		s.p.MultiCell(full, 5, "Bằng chữ: "+total.Words(), "", "L", false)
	}
	if tax > 0 {
		s.p.MultiCell(full, 5, s.say("Giá đã gồm thuế GTGT: ", "Prices include VAT: ")+s.money(tax), "", "L", false)
	}
	s.ink()
	return pdf.Bytes(s.p)
}

// order sets what one cooperative sends, and returns the tax in its prices.
func (s *sheet) order(v order.View, table vat.Table, kind Kind) (tax money.VND) {
	s.heading(v.Cooperative.Name + " · " + v.Code)
	if kind == KindReceipt {
		if day := deliveredOn(v); day != "" {
			s.fact(s.say("Giao ngày", "Delivered on"), day[8:]+"/"+day[5:7]+"/"+day[:4])
		}
	}
	for _, l := range v.Lines {
		if l.Open() == 0 {
			continue
		}
		amount, err := l.Total()
		if err != nil {
			continue // no order with such a line was ever taken
		}
		s.pair(strconv.FormatInt(l.Open(), 10)+" "+l.Unit+" – "+l.ProductName.In(s.lang())+", "+l.VariantName.In(s.lang())+
			" × "+s.money(l.UnitPrice), s.money(amount), "", 9.5)
	}
	s.pair(s.say("Phí giao hàng", "Shipping"), s.money(v.Shipping), "", 9.5)
	if v.Discount > 0 {
		s.pair(s.say("Giảm giá", "Discount"), s.money(-v.Discount), "", 9.5)
	}
	s.pair(s.say("Cộng đơn", "Order total"), s.money(v.Total), "B", 10)
	for _, p := range table.Split(v.Sold(), v.PlacedAt) {
		tax += p.Tax
	}
	return tax
}

func (s *sheet) method(code string) string {
	switch code {
	case "cod":
		return s.say("Tiền mặt khi nhận hàng", "Cash on delivery")
	case "pay_later":
		return s.say("Trả sau theo hóa đơn tháng", "Later, by monthly invoice")
	case "bank_transfer":
		return s.say("Chuyển khoản", "Bank transfer")
	case "card":
		return s.say("Thẻ", "Card")
	}
	return code
}

func pick(o Options, vi, en string) string {
	if o.English {
		return en
	}
	return vi
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
