// Package calendar cuts time into the periods in which bulk goods are promised:
// calendar months, and weeks that begin on Monday. A day is midnight UTC of a
// date in Vietnam; it carries no time.
package calendar

import (
	"time"

	"github.com/chophien/chophien/internal/platform/clock"
)

// Unit is how long a period is.
type Unit string

// The units.
const (
	Week  Unit = "week"
	Month Unit = "month"
)

// Known tells whether the unit is one of ours.
func (u Unit) Known() bool { return u == Week || u == Month }

// Day is the date in Vietnam at an instant.
func Day(at time.Time) time.Time {
	y, m, d := at.In(clock.Saigon).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Date makes a day.
func Date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Parse reads an ISO day.
func Parse(s string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil
}

// Start is the first day of the period that holds day.
func (u Unit) Start(day time.Time) time.Time {
	if u == Week {
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	}
	return Date(day.Year(), day.Month(), 1)
}

// End is the last day of the period that holds day.
func (u Unit) End(day time.Time) time.Time { return u.Next(day).AddDate(0, 0, -1) }

// Next is the first day of the period after the one that holds day.
func (u Unit) Next(day time.Time) time.Time {
	if u == Week {
		return u.Start(day).AddDate(0, 0, 7)
	}
	return u.Start(day).AddDate(0, 1, 0)
}

// Between lists the first days of the periods that touch from…to, both included.
func (u Unit) Between(from, to time.Time) []time.Time {
	var out []time.Time
	for d := u.Start(from); !d.After(to); d = u.Next(d) {
		out = append(out, d)
	}
	return out
}

// MonthsFrom counts whole calendar months from the month of a to that of b;
// negative when b is earlier.
func MonthsFrom(a, b time.Time) int {
	return (b.Year()-a.Year())*12 + int(b.Month()) - int(a.Month())
}
