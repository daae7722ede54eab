package vat

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/db"
)

// Exempt is the treatment of farm produce sold unprocessed by its grower: no tax
// at all, which is not the same as a rate of 0 %.
const Exempt = "exempt_farm"

// Carriage is the treatment of what is asked for sending goods: that of any service.
const Carriage = "standard"

// Rate is one row of the table.
type Rate struct {
	Treatment string
	From, To  time.Time // days; To is zero while the rate is in force
	// BasisPoints of the price without tax: 800 is 8 %.
	BasisPoints int64
	Source      string
}

// Included returns how much of a sum that includes the tax is the tax, rounded
// half up to whole đồng. Pure.
func (r Rate) Included(gross money.VND) money.VND {
	if gross <= 0 || r.BasisPoints <= 0 {
		return 0
	}
	whole := 10_000 + r.BasisPoints
	// The sum is cut first, so that no product leaves 64 bits.
	q, rest := int64(gross)/whole, int64(gross)%whole
	return money.VND(q*r.BasisPoints + (2*rest*r.BasisPoints+whole)/(2*whole))
}

// Table is all rates, for as long as one request lasts.
type Table []Rate

// On returns the rate of a treatment on the day in Viet Nam of a moment; false
// where the table has none. Pure.
func (t Table) On(treatment string, at time.Time) (Rate, bool) {
	day := calendar.Day(at)
	for _, r := range t {
		if r.Treatment == treatment && !day.Before(r.From) && (r.To.IsZero() || !day.After(r.To)) {
			return r, true
		}
	}
	return Rate{}, false
}

// Service reads the table.
type Service struct{ db *db.DB }

// NewService returns the rates kept in a database.
func NewService(d *db.DB) *Service { return &Service{db: d} }

// Rates returns the whole table; it has a handful of rows.
func (s *Service) Rates(ctx context.Context) (Table, error) { return store{s.db}.rates(ctx) }

// Rate returns the rate of a treatment at a moment; it fails where there is none.
func (s *Service) Rate(ctx context.Context, treatment string, at time.Time) (Rate, error) {
	table, err := s.Rates(ctx)
	if err != nil {
		return Rate{}, err
	}
	r, ok := table.On(treatment, at)
	if !ok {
		return Rate{}, fmt.Errorf("no rate of %q on %s", treatment, calendar.Day(at).Format(time.DateOnly))
	}
	return r, nil
}
