// Package today is a cooperative's day on one page (Hôm nay): what waits for it, the most
// pressing first, each with its next step.
//
// Owns: which facts make the day, and from when on they press. Does not own: any of the
// facts. Read-only; it looks across capabilities' tables. One answer, small: every list is
// cut, with its whole length told.
package today

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/stock"
)

const (
	// lowFrom is from how many left a variant is low; the shop says so from there on too.
	lowFrom = 5
	// certificateDays is how long ahead of its end a certificate presses: its
	// re-evaluation takes months.
	certificateDays = 183
	// lotDays is how long ahead of its last good day a lot presses, as in stock.
	lotDays = stock.ExpiringWithin
	shown   = 10
)

// Day is what a cooperative meets in the morning.
type Day struct {
	order.Work

	Activity     order.Activity
	Short        List[Short]
	Certificates List[Certificate]
	Lots         List[Lot]
	Owed         Owed
	Money        Money
}

// List is the beginning of a list and its whole length.
type List[T any] struct {
	Items []T
	Total int64
}

// Short is a variant on the shelf that runs out.
type Short struct {
	VariantID   ident.ID
	ProductSlug string
	ProductName order.Text
	VariantName order.Text
	Unit        string
	Available   int64
}

// Certificate is one that ends soon: of OCOP stars, or another of a product or of the
// whole cooperative.
type Certificate struct {
	ID          ident.ID
	Kind        string // "ocop", or of a certification
	Name        string // of a certification of another kind
	ProductSlug string
	ProductName order.Text
	Number      string
	Stars       int
	ExpiresOn   time.Time
}

// Lot is a lot whose goods go off soon, or one that expired or was recalled and still lies
// there: promised to orders, or to be written off.
type Lot struct {
	ID          ident.ID
	Code        string
	ProductName order.Text
	VariantName order.Text
	Unit        string
	ExpiresOn   time.Time // zero: does not spoil; only of recalled lots
	OnHand      int64     // left of it; of an expired or recalled lot: still promised to orders
	Withheld    int64     // there, but not for sale
	State       stock.LotState
}

// Owed are demands that wait for the cooperative's answer.
type Owed struct {
	Count int64
	// Title and AnswerBy are those of the nearest deadline; empty when none waits.
	Title    string
	AnswerBy time.Time
}

// Money is what is on its way to the cooperative.
type Money struct {
	// Cash is what carriers collect with parcels under way; Invoices what firms owe for
	// goods delivered.
	CashOrders, InvoiceOrders int64
	Cash, Invoices            money.VND
}

// Service reads days.
type Service struct {
	store store
	order *order.Service
	clock clock.Clock
}

// NewService returns days over a database.
func NewService(d *db.DB, orders *order.Service, c clock.Clock) *Service {
	return &Service{store: store{db: d}, order: orders, clock: c}
}

// Of returns the day of a cooperative.
func (s *Service) Of(ctx context.Context, orgID ident.ID) (Day, error) {
	var d Day
	var err error
	if d.Work, err = s.order.Work(ctx, orgID); err != nil {
		return d, err
	}
	if d.Activity, err = s.order.Activity(ctx, orgID); err != nil {
		return d, err
	}
	if d.Short, err = s.store.short(ctx, orgID); err != nil {
		return d, err
	}
	now := s.clock.Now()
	if d.Certificates, err = s.store.certificates(ctx, orgID, now.In(clock.Saigon)); err != nil {
		return d, err
	}
	if d.Lots, err = s.store.lots(ctx, orgID, calendar.Day(now)); err != nil {
		return d, err
	}
	if d.Owed, err = s.store.owed(ctx, orgID, now); err != nil {
		return d, err
	}
	d.Money, err = s.store.money(ctx, orgID)
	return d, err
}
