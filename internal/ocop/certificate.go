package ocop

import (
	"time"

	"github.com/chophien/chophien/internal/platform/clock"
)

// ValidityMonths is how long a certificate holds from the day it was issued.
const ValidityMonths = 36

// ExpiringDays is how long before its last day a certificate counts as expiring,
// so that the cooperative is reminded in time for the re-evaluation.
const ExpiringDays = 90

// State says what a certificate is worth on a day.
type State string

// The states of an issued certificate. Only Valid and Expiring show a star.
const (
	StateValid    State = "valid"
	StateExpiring State = "expiring" // valid, for 90 more days at most
	StateExpired  State = "expired"
	StateRevoked  State = "revoked"
)

// ShowsStar tells whether a certificate in this state carries its star publicly.
func (s State) ShowsStar() bool { return s == StateValid || s == StateExpiring }

// DateOf returns the calendar day in Viet Nam at a moment.
func DateOf(moment time.Time) time.Time {
	y, m, d := moment.In(clock.Saigon).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// ExpiresOn returns the last day on which a certificate issued on a day holds:
// the same day 36 months later, or the last of that month where it has no such
// day (29 February).
func ExpiresOn(issuedOn time.Time) time.Time {
	y, m, d := issuedOn.Date()
	// The day 0 of the next month is the last of the one that is meant.
	lastDay := time.Date(y, m+ValidityMonths+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return time.Date(y, m+ValidityMonths, min(d, lastDay), 0, 0, 0, 0, time.UTC)
}

// StateOn returns what a certificate is worth today. The last day still counts:
// by the Civil Code a term ends with the end of its last day. A zero revokedOn
// means not revoked.
func StateOn(expiresOn, revokedOn, today time.Time) State {
	switch {
	case !revokedOn.IsZero() && !revokedOn.After(today):
		return StateRevoked
	case today.After(expiresOn):
		return StateExpired
	case !expiresOn.After(today.AddDate(0, 0, ExpiringDays)):
		return StateExpiring
	}
	return StateValid
}
