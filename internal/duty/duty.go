package duty

import (
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/platform/clock"
)

// Duty names what must be done in time.
type Duty string

// The duties that have a term.
const (
	ComplaintAcknowledge Duty = "complaint_acknowledge"
	ComplaintAnswer      Duty = "complaint_answer"
	DataAnswer           Duty = "data_answer"
	ListingCheck         Duty = "listing_check"
	SellerCheck          Duty = "seller_check"
)

// Term is how long a duty may take, and since when. Exactly one of the two is not 0.
type Term struct {
	Duty         Duty
	From, To     time.Time // days; To is zero while the rule is in force
	WorkingDays  int
	CalendarDays int
	Source       string
}

// Holidays are the days off besides Saturdays and Sundays.
type Holidays map[time.Time]bool

// Working tells whether offices work on a day.
func (h Holidays) Working(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !h[day]
}

// Until returns the moment at which the term, begun at start, is over: the first
// moment after its last day in Viet Nam. Pure.
func (t Term) Until(start time.Time, h Holidays) time.Time {
	day := calendar.Day(start)
	for left := t.WorkingDays; left > 0; {
		day = day.AddDate(0, 0, 1)
		if h.Working(day) {
			left--
		}
	}
	if t.CalendarDays > 0 {
		day = day.AddDate(0, 0, t.CalendarDays)
		for !h.Working(day) {
			day = day.AddDate(0, 0, 1)
		}
	}
	next := day.AddDate(0, 0, 1)
	return time.Date(next.Year(), next.Month(), next.Day(), 0, 0, 0, 0, clock.Saigon).UTC()
}

// inForce picks the term that holds on a day; false where the table has none. Pure.
func inForce(terms []Term, d Duty, day time.Time) (Term, bool) {
	for _, t := range terms {
		if t.Duty == d && !day.Before(t.From) && (t.To.IsZero() || !day.After(t.To)) {
			return t, true
		}
	}
	return Term{}, false
}
