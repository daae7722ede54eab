// Package paper sets a monthly invoice as a PDF: what was delivered, until when it is to
// be paid, and the VietQR code by which.
package paper

import (
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/chophien/chophien/internal/invoice"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/pdf"
	"github.com/chophien/chophien/internal/platform/qr"
	"github.com/chophien/chophien/internal/vietqr"
)

const (
	margin = 18.0
	width  = 210 - 2*margin
	row    = 7.0
	code   = 46.0 // millimetres of the QR code
)

// Options are what an invoice is set with.
type Options struct {
	English  bool
	Operator string // who runs the market
	// Asked is where to pay; nil once it is paid, or where no transfers are taken.
	Asked *invoice.Asked
	At    time.Time
}

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

func (s *sheet) vnd(v money.VND) string {
	if s.o.English {
		return v.English()
	}
	return v.String()
}

func (s *sheet) text(style string, size float64, text string) {
	s.p.SetFont(pdf.Family, style, size)
	s.p.MultiCell(width, size*0.52, text, "", "L", false)
}

// Set sets an invoice. Its error is a payload that no code can hold.
func Set(inv invoice.Invoice, o Options) ([]byte, error) {
	s := &sheet{o: o}
	title := s.say("Hóa đơn tháng ", "Monthly invoice ") + inv.Number
	s.p = pdf.New(pdf.Options{Title: title, Lang: s.say("vi", "en"), At: o.At})
	s.p.SetMargins(margin, margin, margin)
	s.p.SetAutoPageBreak(true, margin)
	s.p.AddPage()
	s.text("B", 16, title)
	s.text("", 10, o.Operator)
	s.p.Ln(3)
	day := func(t time.Time) string { return t.Format("02/01/2006") }
	for _, f := range [][2]string{
		{s.say("Doanh nghiệp", "Firm"), inv.Firm},
		{s.say("Hàng giao từ", "Delivered"), day(inv.From) + " – " + day(inv.Until)},
		{s.say("Lập ngày", "Made on"), day(inv.IssuedAt.In(clock.Saigon))},
		{s.say("Hạn trả", "To be paid by"), day(inv.DueOn)},
		{s.say("Tổng cộng", "Total"), s.vnd(inv.Total)},
		{s.say("Còn phải trả", "Left to pay"), s.vnd(inv.Left)},
	} {
		s.p.SetFont(pdf.Family, "", 10)
		s.p.CellFormat(38, row, f[0], "", 0, "L", false, 0, "")
		s.p.SetFont(pdf.Family, "B", 10)
		s.p.CellFormat(width-38, row, pdf.Fit(s.p, f[1], width-38), "", 1, "L", false, 0, "")
	}
	if inv.Sample {
		s.text("B", 10, s.say("Dữ liệu mẫu: không phải trả.", "Sample data: nothing is to be paid."))
	}
	s.lines(inv)
	if err := s.pay(inv); err != nil {
		return nil, err
	}
	s.p.Ln(4)
	s.text("", 8, s.say("Bảng kê để thanh toán giữa doanh nghiệp và Chợ Phiên; không phải hóa đơn giá trị gia tăng.",
		"A statement for payment between the firm and the market; not a VAT invoice."))
	return pdf.Bytes(s.p)
}

var columns = [4]float64{30, 38, width - 30 - 38 - 40, 40}

func (s *sheet) lines(inv invoice.Invoice) {
	s.p.Ln(3)
	s.p.SetFont(pdf.Family, "B", 9)
	for i, h := range []string{s.say("Ngày giao", "Delivered"), s.say("Đơn", "Order"), s.say("Hợp tác xã", "Cooperative"), s.say("Số tiền", "Amount")} {
		align := "L"
		if i == 3 {
			align = "R"
		}
		s.p.CellFormat(columns[i], row, h, "B", 0, align, false, 0, "")
	}
	s.p.Ln(row)
	s.p.SetFont(pdf.Family, "", 9)
	for _, l := range inv.Lines {
		s.p.CellFormat(columns[0], row, l.DeliveredAt.In(clock.Saigon).Format("02/01/2006"), "", 0, "L", false, 0, "")
		s.p.CellFormat(columns[1], row, l.Code, "", 0, "L", false, 0, "")
		s.p.CellFormat(columns[2], row, pdf.Fit(s.p, l.Cooperative, columns[2]-2), "", 0, "L", false, 0, "")
		amount := s.vnd(l.Amount)
		if !l.Open {
			amount += s.say(" (đã trả)", " (paid)")
		}
		s.p.CellFormat(columns[3], row, amount, "", 1, "R", false, 0, "")
	}
}

// pay sets where to pay, with the code that banks' applications read.
func (s *sheet) pay(inv invoice.Invoice) error {
	a := s.o.Asked
	if a == nil || inv.Left == 0 {
		return nil
	}
	matrix, err := qr.New(a.Payload)
	if err != nil {
		return err
	}
	if _, height := s.p.GetPageSize(); s.p.GetY()+code+10 > height-margin {
		s.p.AddPage()
	}
	s.p.Ln(6)
	top := s.p.GetY()
	pdf.DrawMatrix(s.p, matrix, margin+2, top+2, code)
	bank, _ := vietqr.BankOf(a.Bank.BIN)
	y := top
	for _, f := range []string{
		s.say("Quét mã VietQR bằng ứng dụng ngân hàng, hoặc chuyển khoản:", "Scan the VietQR code with your bank's application, or transfer:"),
		bank.Name, a.Bank.Account, a.Bank.Holder,
		s.say("Số tiền: ", "Amount: ") + s.vnd(a.Request.Rest()),
		s.say("Nội dung: ", "Text: ") + a.Request.Reference,
	} {
		s.p.SetXY(margin+code+10, y)
		s.p.SetFont(pdf.Family, "", 10)
		s.p.CellFormat(width-code-10, row, pdf.Fit(s.p, f, width-code-10), "", 0, "L", false, 0, "")
		y += row
	}
	if a.Bank.Sample {
		s.p.SetXY(margin+code+10, y)
		s.p.SetFont(pdf.Family, "B", 10)
		s.p.CellFormat(width-code-10, row, s.say("Tài khoản mẫu: đừng chuyển tiền.", "Sample account: do not pay."), "", 0, "L", false, 0, "")
	}
	s.p.SetXY(margin, top+code+6)
	return nil
}
