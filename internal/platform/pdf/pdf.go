package pdf

import (
	"bytes"
	_ "embed" // the fonts
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

//go:embed fonts/BeVietnamPro_400Regular.ttf
var regular []byte

//go:embed fonts/BeVietnamPro_700Bold.ttf
var bold []byte

// Family is the name of the type in SetFont, with the style "" or "B".
const Family = "BeVietnamPro"

// Options are what a document is opened with.
type Options struct {
	Title string
	// Lang is "vi" or "en", for readers that speak.
	Lang string
	// At is the document's own date.
	At time.Time
	// Width and Height of a page in millimetres; both 0 means A4 upright.
	Width, Height float64
}

// New opens a document measured in millimetres. Margins and page breaks are the
// caller's; no page is there yet.
func New(o Options) *fpdf.Fpdf {
	if o.Width == 0 || o.Height == 0 {
		o.Width, o.Height = 210, 297
	}
	p := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: fpdf.SizeType{Wd: o.Width, Ht: o.Height}})
	p.SetCatalogSort(true) // maps are written in order: the same bytes each time
	p.SetCreationDate(o.At.UTC())
	p.SetModificationDate(o.At.UTC())
	p.SetProducer("Chợ Phiên", true)
	p.SetTitle(o.Title, true)
	p.SetLang(o.Lang)
	p.AddUTF8FontFromBytes(Family, "", regular)
	p.AddUTF8FontFromBytes(Family, "B", bold)
	return p
}

// Bytes closes a document. Its error is the first that any drawing met.
func Bytes(p *fpdf.Fpdf) ([]byte, error) {
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		return nil, fmt.Errorf("set document: %w", err)
	}
	return b.Bytes(), nil
}

// Matrix is a two-dimensional code to draw, such as a qr.Code.
type Matrix interface {
	// Size is how many modules it has on a side.
	Size() int
	// Dark tells whether the module of a column and row is dark.
	Dark(x, y int) bool
}

// DrawMatrix draws a code as black shapes into the square of that side at x, y, in
// millimetres. The quiet zone around it is the caller's.
func DrawMatrix(p *fpdf.Fpdf, m Matrix, x, y, side float64) {
	module := side / float64(m.Size())
	p.SetFillColor(0, 0, 0)
	for row := range m.Size() {
		for col := 0; col < m.Size(); col++ {
			from := col
			for col < m.Size() && m.Dark(col, row) {
				col++
			}
			if col > from { // neighbours are one shape, so that no hairline parts them
				p.Rect(x+float64(from)*module, y+float64(row)*module, float64(col-from)*module, module, "F")
			}
		}
	}
}

// Fit shortens a text with an ellipsis until it is at most width millimetres wide
// in the current font.
func Fit(p *fpdf.Fpdf, text string, width float64) string {
	if p.GetStringWidth(text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 && p.GetStringWidth(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
