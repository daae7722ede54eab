package paper

import (
	"bytes"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/pdf"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

const (
	margin = 14.0
	full   = 210 - 2*margin
	row    = 6.2
)

// widths are those of the columns in millimetres.
func widths() []float64 { return []float64{20, 29, 45, 18, 16, 17, 16, 21} }

type page struct {
	tongue

	p *fpdf.Fpdf
}

// Statement sets a payout with everything behind it as PDF.
func Statement(s payout.Statement, english bool) ([]byte, error) {
	d := page{tongue: tongue{english}}
	d.p = pdf.New(pdf.Options{Title: d.title() + " " + s.Reference, Lang: d.lang(), At: s.OrderedAt})
	d.p.SetMargins(margin, margin, margin)
	d.p.SetAutoPageBreak(false, 0)
	d.p.SetFooterFunc(func() {
		d.p.SetY(-12)
		d.font("", 7.5)
		d.p.SetTextColor(90, 90, 90)
		d.p.CellFormat(full/2, 5, d.say("Chợ Phiên · lập lúc ", "Chợ Phiên · set at ")+s.At.In(clock.Saigon).Format("15:04 02/01/2006"), "", 0, "L", false, 0, "")
		d.p.CellFormat(full/2, 5, strconv.Itoa(d.p.PageNo()), "", 0, "R", false, 0, "")
		d.p.SetTextColor(0, 0, 0)
	})
	d.p.AddPage()
	d.font("B", 18)
	d.p.CellFormat(full, 10, d.title(), "", 1, "L", false, 0, "")
	d.font("", 10.5)
	d.p.CellFormat(full, 6, s.Cooperative, "", 1, "L", false, 0, "")
	d.p.Ln(3)
	d.fact(d.say("Số tiền", "Amount"), d.money(s.Amount), true)
	d.fact(d.say("Trạng thái", "State"), d.state(s), false)
	d.fact(d.say("Lệnh chi ngày", "Ordered on"), s.OrderedAt.In(clock.Saigon).Format("02/01/2006"), false)
	if s.Reference != "" {
		d.fact(d.say("Mã trong nội dung chuyển khoản", "Code in the transfer's text"), s.Reference, false)
		d.fact(d.say("Vào tài khoản", "To the account"), s.Account.Bank()+" "+s.Account.Masked()+" · "+s.Account.Holder, false)
	}
	if s.BankRef != "" {
		d.fact(d.say("Mã giao dịch của ngân hàng", "The bank's reference"), s.BankRef, false)
	}
	d.p.Ln(4)
	d.heading()
	for _, l := range s.Lines {
		if d.p.GetY()+row > 297-18 {
			d.p.AddPage()
			d.heading()
		}
		d.line(l)
	}
	d.sum(s)
	return pdf.Bytes(d.p)
}

func (d page) font(style string, size float64) { d.p.SetFont(pdf.Family, style, size) }

func (d page) fact(label, value string, strong bool) {
	d.font("", 9.5)
	d.p.SetTextColor(90, 90, 90)
	d.p.CellFormat(62, 6, label, "", 0, "L", false, 0, "")
	d.p.SetTextColor(0, 0, 0)
	if strong {
		d.font("B", 13)
	}
	d.p.CellFormat(full-62, 6, pdf.Fit(d.p, value, full-62), "", 1, "L", false, 0, "")
}

func (d page) heading() {
	d.font("B", 8)
	d.p.SetFillColor(238, 236, 228)
	for i, text := range d.columns() {
		align := "L"
		if i > 2 {
			align = "R"
		}
		d.p.CellFormat(widths()[i], row, text, "", 0, align, true, 0, "")
	}
	d.p.Ln(row)
}

func (d page) line(l books.StatementLine) {
	d.font("", 8)
	w := widths()
	d.p.CellFormat(w[0], row, l.At.In(clock.Saigon).Format("02/01/2006"), "B", 0, "L", false, 0, "")
	d.p.CellFormat(w[1], row, pdf.Fit(d.p, l.Code, w[1]-1), "B", 0, "L", false, 0, "")
	d.p.CellFormat(w[2], row, pdf.Fit(d.p, d.what(l.Kind), w[2]-1), "B", 0, "L", false, 0, "")
	for i, v := range []money.VND{l.Goods, l.Shipping, -l.Commission, -l.Refunded} {
		text := ""
		if l.Kind == books.KindReleased && v != 0 {
			text = d.money(v)
		}
		d.p.CellFormat(w[3+i], row, text, "B", 0, "R", false, 0, "")
	}
	d.font("B", 8)
	d.p.CellFormat(w[7], row, d.money(l.Amount), "B", 1, "R", false, 0, "")
}

// sum adds up the lines; it is the amount of the payout, or something is wrong.
func (d page) sum(s payout.Statement) {
	var sum money.VND
	for _, l := range s.Lines {
		sum += l.Amount
	}
	d.font("B", 10)
	d.p.CellFormat(full-40, 8, d.say("Cộng", "Total"), "", 0, "R", false, 0, "")
	d.p.CellFormat(40, 8, d.money(sum), "", 1, "R", false, 0, "")
	d.font("", 8)
	d.p.SetTextColor(90, 90, 90)
	d.p.MultiCell(full, 4.5, d.say(
		"Đơn trả tiền khi nhận: tiền mặt đã ở hợp tác xã nên dòng của đơn chỉ còn hoa hồng, là số âm. Số tiền của mỗi dòng đúng như sổ của chợ.",
		"For orders paid at the door the cooperative has the cash, so that of such an order only the commission is left, below zero. Each line's amount is that of the market's books.",
	), "", "L", false)
	d.p.SetTextColor(0, 0, 0)
}

// Sheet writes the statement as .xlsx.
func Sheet(s payout.Statement, english bool) ([]byte, error) {
	t := tongue{english}
	var out bytes.Buffer
	w, err := spreadsheet.NewWriter(&out, spreadsheet.FormatXLSX, t.title(), t.columns())
	if err != nil {
		return nil, err
	}
	var sum money.VND
	for _, l := range s.Lines {
		sum += l.Amount
		if err := w.Row(l.At.In(clock.Saigon).Format("02/01/2006"), l.Code, t.what(l.Kind), int64(l.Goods), int64(l.Shipping), -int64(l.Commission),
			-int64(l.Refunded), int64(l.Amount)); err != nil {
			return nil, err
		}
	}
	if err := w.Row(t.say("Cộng", "Total"), s.Reference, s.Cooperative, nil, nil, nil, nil, int64(sum)); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
