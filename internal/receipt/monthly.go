package receipt

import (
	"bytes"
	"time"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/pdf"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// Monthly is what a firm bought to pay later in one month.
type Monthly struct {
	Firm        string
	From, Until time.Time // first days, in Viet Nam
	Lines       []MonthlyLine
}

// MonthlyLine is one order of it.
type MonthlyLine struct {
	Code, Cooperative string
	DeliveredAt       time.Time
	Total             money.VND // as delivered, less what was refunded
	PaidOn            time.Time // a day; zero: open
	Reference         string    // of the transfer
}

func (m Monthly) sums() (total, paid money.VND) {
	for _, l := range m.Lines {
		total += l.Total
		if !l.PaidOn.IsZero() {
			paid += l.Total
		}
	}
	return total, paid
}

func (s *sheet) columns() []string {
	return []string{
		s.say("Giao ngày", "Delivered"), s.say("Đơn", "Order"), s.say("Hợp tác xã", "Cooperative"), s.say("Số tiền", "Amount"),
		s.say("Đã trả ngày", "Paid on"), s.say("Mã chuyển khoản", "Transfer"),
	}
}

func (l MonthlyLine) cells() []string {
	paid := ""
	if !l.PaidOn.IsZero() {
		paid = l.PaidOn.Format("02/01/2006")
	}
	return []string{l.DeliveredAt.In(clock.Saigon).Format("02/01/2006"), l.Code, l.Cooperative, "", paid, l.Reference}
}

// PDF sets the statement.
func (m Monthly) PDF(o Options) ([]byte, error) {
	s := open(o, pick(o, "Bảng kê mua hàng trả sau", "Statement of purchases paid later"), m.From.Format("01/2006")+" · "+m.Firm, m.Until)
	total, paid := m.sums()
	s.pair(s.say("Đã giao trong tháng", "Delivered in the month"), s.money(total), "B", 11)
	s.pair(s.say("Đã trả", "Paid"), s.money(paid), "", 10)
	s.pair(s.say("Còn phải trả", "Still to be paid"), s.money(total-paid), "B", 13)
	s.p.Ln(4)
	widths := []float64{22, 34, 46, 28, 22, 28}
	s.font("B", 8.5)
	s.p.SetFillColor(238, 236, 228)
	for i, c := range s.columns() {
		s.p.CellFormat(widths[i], 7, c, "", 0, align(i), true, 0, "")
	}
	s.p.Ln(7)
	s.font("", 8.5)
	for _, l := range m.Lines {
		for i, c := range l.cells() {
			if i == 3 {
				c = s.money(l.Total)
			}
			s.p.CellFormat(widths[i], 6.5, pdf.Fit(s.p, c, widths[i]-1), "B", 0, align(i), false, 0, "")
		}
		s.p.Ln(6.5)
	}
	if len(m.Lines) == 0 {
		s.p.CellFormat(full, 8, s.say("Tháng này không có đơn trả sau nào giao xong.", "No order to be paid later was delivered in this month."), "", 1, "L", false, 0, "")
	}
	return pdf.Bytes(s.p)
}

func align(column int) string {
	if column == 3 {
		return "R"
	}
	return "L"
}

// Sheet writes the statement as .xlsx.
func (m Monthly) Sheet(o Options) ([]byte, error) {
	s := &sheet{o: o}
	var out bytes.Buffer
	w, err := spreadsheet.NewWriter(&out, spreadsheet.FormatXLSX, m.From.Format("01-2006"), s.columns())
	if err != nil {
		return nil, err
	}
	for _, l := range m.Lines {
		c := l.cells()
		if err := w.Row(c[0], c[1], c[2], int64(l.Total), c[4], c[5]); err != nil {
			return nil, err
		}
	}
	total, paid := m.sums()
	if err := w.Row(s.say("Cộng", "Total"), nil, nil, int64(total), nil, nil); err != nil {
		return nil, err
	}
	if err := w.Row(s.say("Còn phải trả", "Still to be paid"), nil, nil, int64(total-paid), nil, nil); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
