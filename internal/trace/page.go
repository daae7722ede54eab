package trace

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/stock"
)

// Page is what anybody who scans a lot's code sees.
type Page struct {
	Lot         stock.Lot // Household is empty without recorded consent
	State       stock.LotState
	URL         string
	Goods       Goods
	Summary     apperr.Text
	Origin      apperr.Text
	Storage     apperr.Text
	GILabel     string
	Listed      bool             // the shop shows the product
	Picture     *catalog.Picture // nil: none, or for adults only
	Cooperative Cooperative
	// Certificates are the product's OCOP decisions that stand on the day of asking.
	Certificates []catalog.Certificate
	// Papers are other certifications, of the product or of all that its cooperative
	// makes, that hold on the day of asking.
	Papers  []Certification
	Steps   []Step
	Results []Result
}

// Certification is what the cooperative was certified for beside OCOP, as it says.
type Certification struct {
	ID                         ident.ID
	Kind, Name, Number, Issuer string
	IssuedOn                   time.Time
	ExpiresOn                  time.Time // zero: without an end
	Sample                     bool
	Open                       bool // anybody may open its file
}

// Cooperative is who made the goods, as the law wants it told.
type Cooperative struct {
	Slug, LegalName, ShortName, Address, Phone, Registration string
	Place                                                    apperr.Text
	Verified                                                 bool // the shop has a page of it
}

// address is what a lot's code holds: a GS1 Digital Link where there is a GTIN.
func (s *Service) address(l stock.Lot, gtin string) string {
	switch {
	case l.Loose:
		return ""
	case gtin != "":
		return s.PublicURL + "/01/" + gtin + "/10/" + l.Code
	default:
		return s.PublicURL + "/truy-xuat/" + l.TraceCode
	}
}

// ByCode returns the page of a lot by the code of its address. Errors:
// stock.ErrLotNotFound.
func (s *Service) ByCode(ctx context.Context, traceCode string) (*Page, error) {
	l, err := s.Stock.LotByTrace(ctx, traceCode)
	if err != nil {
		return nil, err
	}
	return s.page(ctx, l)
}

// ByGTIN returns the page of a lot by GS1's identifiers. Errors: stock.ErrLotNotFound.
func (s *Service) ByGTIN(ctx context.Context, typed, lotCode string) (*Page, error) {
	gtin, ok := CleanGTIN(typed)
	if !ok {
		return nil, stock.ErrLotNotFound
	}
	variant, err := s.store.variantOf(ctx, gtin)
	if err != nil {
		return nil, err
	}
	if variant == ident.Nil {
		return nil, stock.ErrLotNotFound
	}
	l, err := s.Stock.LotByCode(ctx, variant, lotCode)
	if err != nil {
		return nil, err
	}
	return s.page(ctx, l)
}

func (s *Service) page(ctx context.Context, l stock.Lot) (*Page, error) {
	today := calendar.Day(s.Clock.Now())
	p, err := s.store.page(ctx, l.VariantID, today)
	if err != nil {
		return nil, err
	}
	p.State, p.URL = l.State(today), s.address(l, p.Goods.GTIN)
	if !l.HouseholdPublic {
		l.Household = ""
	}
	l.Note, l.Recall.By = "", ident.Nil // for the cooperative alone
	p.Lot = l
	if p.Steps, err = s.store.steps(ctx, l.ID); err != nil {
		return nil, err
	}
	if p.Papers, err = s.store.papers(ctx, p.Goods.ProductID, today); err != nil {
		return nil, err
	}
	p.Results, err = s.store.results(ctx, l.ID)
	return p, err
}

// CountScan notes that a lot's page was opened today; a lot that is not there is
// passed over.
func (s *Service) CountScan(ctx context.Context, traceCode string) error {
	return s.store.countScan(ctx, traceCode, calendar.Day(s.Clock.Now()))
}

// Standing tells whether a certificate stands on a day. Pure.
func standing(c catalog.Certificate, on time.Time) bool {
	return c.State.ShowsStar() && !c.IssuedOn.After(on)
}
