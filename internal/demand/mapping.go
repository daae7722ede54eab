package demand

import (
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// lineRow is a line as it is written, in rows and in revisions: fields are only ever added.
type lineRow struct {
	ID        ident.ID           `json:"id"`
	Pos       int                `json:"pos"`
	Type      string             `json:"type"`
	Product   *ident.ID          `json:"product"`
	Spec      string             `json:"spec"`
	Unit      string             `json:"unit"`
	Qty       int64              `json:"qty"`
	Freq      Frequency          `json:"freq"`
	From      string             `json:"from"`
	To        string             `json:"to"`
	Target    money.VND          `json:"target"`
	Highest   money.VND          `json:"highest"`
	Stars     int                `json:"stars"`
	Certs     []catalog.Standard `json:"certs"`
	Tolerance int                `json:"tolerance"`
	Least     int                `json:"least"`
	Sure      string             `json:"sure"`
	Suppliers int                `json:"suppliers"`
}

func lineRows(lines []Line) []lineRow {
	out := make([]lineRow, len(lines))
	for i, l := range lines {
		out[i] = lineRow{
			ID: l.ID, Pos: i, Type: l.TypeCode, Product: orNull(l.ProductID), Spec: l.Specification, Unit: l.Unit, Qty: l.Quantity, Freq: l.Frequency,
			From: l.From.Format(time.DateOnly), To: l.To.Format(time.DateOnly), Target: l.Target, Highest: l.Highest, Stars: l.Stars,
			Certs: l.Certificates, Tolerance: l.TolerancePct, Least: l.LeastPct, Sure: l.Sureness, Suppliers: l.MostSuppliers,
		}
		if out[i].Certs == nil {
			out[i].Certs = []catalog.Standard{}
		}
	}
	return out
}

func (r lineRow) line() Line {
	from, _ := calendar.Parse(r.From) // written by us or by PostgreSQL: ISO days
	to, _ := calendar.Parse(r.To)
	l := Line{
		ID: r.ID, TypeCode: r.Type, Specification: r.Spec, Unit: r.Unit, Quantity: r.Qty, Frequency: r.Freq, From: from, To: to,
		Target: r.Target, Highest: r.Highest, Stars: r.Stars, Certificates: r.Certs, TolerancePct: r.Tolerance, LeastPct: r.Least,
		Sureness: r.Sure, MostSuppliers: r.Suppliers,
	}
	if r.Product != nil {
		l.ProductID = *r.Product
	}
	if len(l.Certificates) == 0 {
		l.Certificates = nil
	}
	return l
}

// contentRow is a content as it is kept in revisions: fields are only ever added.
type contentRow struct {
	Title     string     `json:"title"`
	Audience  Audience   `json:"audience"`
	Programme *ident.ID  `json:"programme"`
	Invited   []ident.ID `json:"invited"`
	Commune   string     `json:"commune"`
	Address   string     `json:"address"`
	Delivery  Delivery   `json:"delivery"`
	Payment   Payment    `json:"payment"`
	Deposit   int        `json:"deposit"`
	Credit    int        `json:"credit"`
	Sealed    bool       `json:"sealed"`
	AnswerBy  time.Time  `json:"answerBy"`
	Note      string     `json:"note"`
	Lines     []lineRow  `json:"lines"`
}

func toContentRow(c Content) contentRow {
	return contentRow{
		Title: c.Title, Audience: c.Audience, Programme: orNull(c.ProgrammeID), Invited: c.Invited, Commune: c.CommuneCode, Address: c.AddressLine,
		Delivery: c.Delivery, Payment: c.Payment, Deposit: c.DepositPct, Credit: c.CreditDays, Sealed: c.Sealed, AnswerBy: c.AnswerBy, Note: c.Note,
		Lines: lineRows(c.Lines),
	}
}

func (r contentRow) content() Content {
	c := Content{
		Title: r.Title, Audience: r.Audience, Invited: r.Invited, CommuneCode: r.Commune, AddressLine: r.Address, Delivery: r.Delivery,
		Payment: r.Payment, DepositPct: r.Deposit, CreditDays: r.Credit, Sealed: r.Sealed, AnswerBy: r.AnswerBy.UTC(), Note: r.Note,
	}
	if r.Programme != nil {
		c.ProgrammeID = *r.Programme
	}
	for _, l := range r.Lines {
		c.Lines = append(c.Lines, l.line())
	}
	return c
}
