package receipt

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/vat"
)

// Deps are what papers are set from.
type Deps struct {
	DB       *db.DB
	Order    *order.Service
	Party    *party.Service
	VAT      vat.Table
	Clock    clock.Clock
	Operator string // who runs the market
}

// Service sets papers.
type Service struct {
	Deps
	store store
}

// NewService returns papers over their capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Of sets a paper about a purchase for its buyer or who holds the secret link. Errors:
// order.ErrNotFound, those of Purchase.
func (s *Service) Of(ctx context.Context, kind Kind, purchaseID ident.ID, v order.Viewer, english bool) ([]byte, error) {
	p, views, err := s.Order.PurchaseByID(ctx, purchaseID, v)
	if err != nil {
		return nil, err
	}
	return Purchase(kind, p, views, s.VAT, Options{English: english, At: s.Clock.Now(), Operator: s.Operator})
}

// InvoiceDataOf returns the data for the invoice of one of a cooperative's orders. Errors:
// order.ErrNotFound, those of InvoiceData.
func (s *Service) InvoiceDataOf(ctx context.Context, actor party.Actor, orgID, orderID ident.ID) ([]byte, error) {
	views, err := s.Order.OfOrg(ctx, orgID, []ident.ID{orderID})
	if err != nil {
		return nil, err
	}
	if len(views) == 0 {
		return nil, order.ErrNotFound
	}
	org, err := s.Party.Organisation(ctx, actor, orgID)
	if err != nil {
		return nil, err
	}
	buyerNo, err := s.store.registration(ctx, views[0].Purchase.Firm.OrgID)
	if err != nil {
		return nil, err
	}
	return InvoiceData(views[0], org, buyerNo, s.VAT, s.Clock.Now())
}

// MonthlyOf sets what a firm bought to pay later in a month ("2026-11"), and what of it
// was paid. Errors: ErrMonth, organisation.not_found.
func (s *Service) MonthlyOf(ctx context.Context, actor party.Actor, orgID ident.ID, month string, sheet, english bool) ([]byte, error) {
	from, err := time.Parse("2006-01", month)
	if err != nil {
		return nil, ErrMonth
	}
	org, err := s.Party.Organisation(ctx, actor, orgID)
	if err != nil {
		return nil, err
	}
	m := Monthly{Firm: org.LegalName, From: from, Until: calendar.Month.Next(from)}
	if m.Lines, err = s.store.monthly(ctx, orgID, m.From, m.Until); err != nil {
		return nil, err
	}
	o := Options{English: english, At: s.Clock.Now(), Operator: s.Operator}
	if sheet {
		return m.Sheet(o)
	}
	return m.PDF(o)
}
