package carrier

import (
	"context"

	"github.com/chophien/chophien/internal/shipping"
)

// Manual is every carrier whose parcels a person hands over and notes.
type Manual struct{}

var _ Carrier = Manual{}

// Code implements Carrier.
func (Manual) Code() string { return "manual" }

// Name implements Carrier.
func (Manual) Name() string { return "" }

// Books implements Carrier.
func (Manual) Books() bool { return false }

// Quote implements Carrier.
func (Manual) Quote(context.Context, Parcel) (Quote, error) { return Quote{}, errManual }

// Book implements Carrier.
func (Manual) Book(context.Context, Parcel) (Booking, error) { return Booking{}, errManual }

// Cancel implements Carrier.
func (Manual) Cancel(context.Context, string) error { return errManual }

// Track implements Carrier.
func (Manual) Track(context.Context, string) (State, error) { return StateUnknown, errManual }

// Table prices parcels by one of the market's own rates, and carries nothing.
type Table struct {
	Manual

	Rate shipping.Rate
	Cold bool
}

var _ Carrier = Table{}

// Code implements Carrier.
func (Table) Code() string { return "table" }

// Quote implements Carrier.
func (t Table) Quote(_ context.Context, p Parcel) (Quote, error) {
	fee, err := t.Rate.Fee(p.WeightG, t.Cold)
	return Quote{FeeVND: fee, DaysMin: t.Rate.DaysMin, DaysMax: t.Rate.DaysMax}, err
}
