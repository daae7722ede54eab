package paper

import (
	"fmt"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/pdf"
)

// Party is who signs, with what the law wants to know of it.
type Party struct {
	OrgID          ident.ID
	LegalName      string
	Registration   string
	Representative string
	Address        string
	Phone          string
	Email          string
}

// Facts are what a contract's data does not say by itself.
type Facts struct {
	Parties   []Party // the buyer first
	Place     string  // where goods go, in words
	Programme apperr.Text
	Code      string // of the demand
}

const (
	margin = 18.0
	width  = 210 - 2*margin
	line   = 5.2
	family = pdf.Family
)

// sheet is one document being set in one language.
type sheet struct {
	pdf *fpdf.Fpdf
	en  bool
}

func newSheet(en bool, title string, at time.Time) *sheet {
	s := &sheet{en: en}
	s.pdf = pdf.New(pdf.Options{Title: title, Lang: s.say("vi", "en"), At: at})
	s.pdf.SetMargins(margin, margin, margin)
	s.pdf.SetAutoPageBreak(true, margin+6)
	s.pdf.SetFooterFunc(func() {
		s.pdf.SetY(-margin)
		s.pdf.SetFont(family, "", 8)
		s.pdf.CellFormat(width, line, title+" · "+strconv.Itoa(s.pdf.PageNo()), "", 0, "C", false, 0, "")
	})
	s.pdf.AddPage()
	return s
}

// say chooses the language.
func (s *sheet) say(vi, en string) string {
	if s.en {
		return en
	}
	return vi
}

func (s *sheet) text(style string, size float64, align, txt string) {
	s.pdf.SetFont(family, style, size)
	s.pdf.MultiCell(width, line*size/10, txt, "", align, false)
}

func (s *sheet) article(number int, vi, en string) {
	s.pdf.Ln(2)
	s.text("B", 10.5, "L", fmt.Sprintf("%s %d. %s", s.say("Điều", "Article"), number, s.say(vi, en)))
}

func (s *sheet) para(vi, en string, args ...any) {
	s.text("", 10, "J", fmt.Sprintf(s.say(vi, en), args...))
}

func (s *sheet) row(style string, widths []float64, cells ...string) {
	s.pdf.SetFont(family, style, 9)
	if _, height := s.pdf.GetPageSize(); s.pdf.GetY()+line > height-margin-6 {
		s.pdf.AddPage()
	}
	for i, c := range cells {
		align := "R"
		if i == 0 {
			align = "L"
		}
		s.pdf.CellFormat(widths[i]*width, line, c, "1", 0, align, false, 0, "")
	}
	s.pdf.Ln(line)
}

func (s *sheet) vnd(v money.VND) string {
	if s.en {
		return v.English()
	}
	return v.String()
}

func (s *sheet) date(t time.Time) string { return t.Format("02/01/2006") }

func (s *sheet) bytes() ([]byte, error) { return pdf.Bytes(s.pdf) }

// Both sets a document in both languages.
func both(set func(en bool) ([]byte, error)) (p contract.Paper, err error) {
	if p.VI, err = set(false); err != nil {
		return p, err
	}
	p.EN, err = set(true)
	return p, err
}

// Contract sets a contract.
func Contract(k contract.Contract, f Facts) (contract.Paper, error) {
	return both(func(en bool) ([]byte, error) { return setContract(k, f, en) })
}

// Addendum sets an addendum.
func Addendum(k contract.Contract, a contract.Addendum, f Facts) (contract.Paper, error) {
	return both(func(en bool) ([]byte, error) { return setAddendum(k, a, f, en) })
}
