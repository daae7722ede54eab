package trace

import (
	"context"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/pdf"
	"github.com/chophien/chophien/internal/platform/qr"
	"github.com/chophien/chophien/internal/stock"
)

// Paper is what labels are printed on.
type Paper string

// The papers: sheets to cut, and rolls of a label printer.
const (
	PaperA4   Paper = "a4"   // 4 × 9 labels a sheet
	PaperRoll Paper = "roll" // one label a page
)

// A label is as large on both papers, in millimetres.
const (
	labelWidth, labelHeight = 50.0, 30.0
	columns, rows           = 4, 9
	maxLabels               = 500
)

// Labels sets that many labels of a lot as PDF: the goods, their lot and dates in
// Vietnamese, and the code that opens the lot's page. The same lot gives the same
// bytes. Errors: stock.ErrLotNotFound, stock.ErrLotLoose, stock.ErrLotRecalled,
// ErrLabels.
func (s *Service) Labels(ctx context.Context, orgID, lotID ident.ID, paper Paper, count int) ([]byte, error) {
	if count < 1 || count > maxLabels {
		return nil, apperr.ErrInvalid.AtField("?count", ErrLabels)
	}
	l, err := s.Stock.Lot(ctx, orgID, lotID)
	switch {
	case err != nil:
		return nil, err
	case l.Loose:
		return nil, stock.ErrLotLoose
	case !l.Recall.At.IsZero():
		return nil, stock.ErrLotRecalled
	}
	g, err := s.goodsOf(ctx, l.VariantID)
	if err != nil {
		return nil, err
	}
	return setLabels(l, g, s.address(l, g.GTIN), paper, count)
}

// Code is the QR code of a lot's page. Errors: stock.ErrLotNotFound, stock.ErrLotLoose.
func (s *Service) Code(ctx context.Context, orgID, lotID ident.ID) (*qr.Code, error) {
	l, err := s.Stock.Lot(ctx, orgID, lotID)
	if err != nil {
		return nil, err
	}
	if l.Loose {
		return nil, stock.ErrLotLoose
	}
	g, err := s.goodsOf(ctx, l.VariantID)
	if err != nil {
		return nil, err
	}
	return qr.New(s.address(l, g.GTIN))
}

// setLabels is pure.
func setLabels(l stock.Lot, g Goods, address string, paper Paper, count int) ([]byte, error) {
	code, err := qr.New(address)
	if err != nil {
		return nil, err
	}
	o := pdf.Options{Title: "Nhãn lô " + l.Code, Lang: "vi", At: l.CreatedAt}
	if paper == PaperRoll {
		o.Width, o.Height = labelWidth, labelHeight
	}
	p := pdf.New(o)
	p.SetMargins(0, 0, 0)
	p.SetAutoPageBreak(false, 0)
	perPage, left, top := 1, 0.0, 0.0
	if paper == PaperA4 {
		perPage, left, top = columns*rows, (210-columns*labelWidth)/2, (297-rows*labelHeight)/2
	}
	for i := range count {
		at := i % perPage
		if at == 0 {
			p.AddPage()
		}
		x, y := left+float64(at%columns)*labelWidth, top+float64(at/columns)*labelHeight
		if paper == PaperA4 { // where to cut
			p.SetDrawColor(190, 190, 190)
			p.SetLineWidth(0.1)
			p.Rect(x, y, labelWidth, labelHeight, "D")
		}
		drawLabel(p, l, g, code, x, y)
	}
	return pdf.Bytes(p)
}

func drawLabel(p *fpdf.Fpdf, l stock.Lot, g Goods, code *qr.Code, x, y float64) {
	const pad, side = 2.0, 20.0
	// The quiet zone is part of the square: four modules on each side.
	zone := side * qr.Quiet / float64(code.Size()+2*qr.Quiet)
	pdf.DrawMatrix(p, code, x+0.8+zone, y+1+zone, side-2*zone)
	textX := x + side + 1.4
	width := labelWidth - side - 1.4 - pad
	line := func(style string, size, at float64, text string) {
		p.SetFont(pdf.Family, style, size)
		p.SetXY(textX, y+at)
		p.CellFormat(width, size*0.42, pdf.Fit(p, text, width), "", 0, "L", false, 0, "")
	}
	p.SetTextColor(0, 0, 0)
	p.SetCellMargin(0)
	p.SetFont(pdf.Family, "B", 7.5)
	name := p.SplitText(g.ProductName.VI, width)
	at := 1.8
	for i, part := range name {
		if i == 2 {
			break
		}
		if i == 1 && len(name) > 2 {
			part += " " + name[2]
		}
		line("B", 7.5, at, part)
		at += 3.3
	}
	line("", 6.5, at, g.VariantName.VI)
	at += 3.6
	line("B", 6.5, at, "Lô "+l.Code)
	if !l.MadeOn.IsZero() {
		at += 2.9
		line("", 6.5, at, "NSX "+day(l.MadeOn))
	}
	if !l.ExpiresOn.IsZero() {
		at += 2.9
		line("", 6.5, at, "HSD "+day(l.ExpiresOn))
	}
	foot := func(style string, size, at float64, text string) {
		p.SetFont(pdf.Family, style, size)
		p.SetXY(x+pad, y+at)
		p.CellFormat(labelWidth-2*pad, size*0.42, pdf.Fit(p, text, labelWidth-2*pad), "", 0, "L", false, 0, "")
	}
	foot("B", 6.5, 22.6, g.Cooperative)
	foot("", 5.8, 25.7, "Quét mã để xem nguồn gốc · Chợ Phiên")
}

func day(t time.Time) string { return t.Format("02/01/2006") }
