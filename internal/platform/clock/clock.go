// Package clock is the only place that asks the machine for the time, so that
// deadlines can be tested without waiting.
package clock

import "time"

// Clock tells the time in UTC.
type Clock interface{ Now() time.Time }

// System is the machine's clock.
type System struct{}

// Now returns the current time in UTC, cut to microseconds as PostgreSQL keeps it.
func (System) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Fixed is a clock that stands still until it is set; for tests.
type Fixed struct{ T time.Time }

// Now returns the fixed time.
func (f *Fixed) Now() time.Time { return f.T }

// Advance moves the clock forward.
func (f *Fixed) Advance(d time.Duration) { f.T = f.T.Add(d) }

// Saigon is the time zone in which the market's people live: UTC+7, no DST.
var Saigon = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60) //nolint:gochecknoglobals // a zone cannot be a constant
