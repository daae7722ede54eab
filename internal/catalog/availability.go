package catalog

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/platform/clock"
)

// Availability says whether something can be bought now.
type Availability string

// The availabilities.
const (
	AvailabilityInStock Availability = "in_stock"
	AvailabilityLow     Availability = "low" // few are left; how many is told
	AvailabilityOut     Availability = "out"
	AvailabilityQuote   Availability = "quote" // sold by quotation only
)

// lowFrom is how many left are few.
const lowFrom = 5

// availability says what left units of a variant mean to a shopper who must
// buy at least minQty of them.
func availability(quoteOnly bool, left, minQty int64) Availability {
	switch {
	case quoteOnly:
		return AvailabilityQuote
	case left < max(1, minQty):
		return AvailabilityOut
	case left <= lowFrom:
		return AvailabilityLow
	}
	return AvailabilityInStock
}

// best returns the better of two availabilities for a shopper.
func best(a, b Availability) Availability {
	order := []Availability{AvailabilityInStock, AvailabilityLow, AvailabilityOut, AvailabilityQuote}
	if slices.Index(order, a) <= slices.Index(order, b) {
		return a
	}
	return b
}

// inSeason tells whether month (1–12) is one of the months.
func inSeason(months []int, month int) bool { return slices.Contains(months, month) }

// monthOf returns the month in Viet Nam at a moment, 1–12.
func monthOf(now time.Time) int { return int(now.In(clock.Saigon).Month()) }
