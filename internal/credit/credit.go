package credit

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// MaxGranted bounds a limit; no firm of the market is trusted with more.
const MaxGranted money.VND = 1_000_000_000_000

// Line is a firm's limit; Version 0 means that none was ever granted.
type Line struct {
	OrgID     ident.ID
	Granted   money.VND
	Used      money.VND
	Suspended bool
	// Overdue is what of Used should have been paid by now; while it is above zero,
	// nothing is added.
	Overdue money.VND
	// Version counts the Alliance's decisions; using the line does not raise it.
	Version   int64
	UpdatedAt time.Time
}

// Left is what can still be used.
func (l Line) Left() money.VND {
	if l.Suspended || l.Overdue > 0 {
		return 0
	}
	return max(0, l.Granted-l.Used)
}

// Admits refuses an amount that the line does not have. Errors: ErrNone,
// ErrSuspended, ErrOverdue (Meta "overdueVnd"), ErrOverLimit (Meta "leftVnd").
func (l Line) Admits(amount money.VND) error {
	switch {
	case l.Version == 0:
		return ErrNone
	case l.Suspended:
		return ErrSuspended
	case l.Overdue > 0:
		return ErrOverdue.With("overdueVnd", l.Overdue)
	case amount > l.Granted-l.Used:
		return ErrOverLimit.With("leftVnd", l.Left())
	}
	return nil
}

// Decision is one decision of the Alliance: what holds from then on, and why.
type Decision struct {
	Version   int64
	Granted   money.VND
	Suspended bool
	Reason    string
	ActorID   ident.ID // ident.Nil: loaded with the demo
	At        time.Time
}

// DecideInput is a decision against the version that was seen (0: none yet).
type DecideInput struct {
	OrgID     ident.ID
	ActorID   ident.ID
	Granted   money.VND
	Suspended bool
	Reason    string
	Version   int64
}

func (in DecideInput) validate() (DecideInput, error) {
	var f apperr.Fields
	in.Reason = strings.TrimSpace(in.Reason)
	if in.Granted < 0 || in.Granted > MaxGranted {
		f.AddErr("/grantedVnd", errGranted)
	}
	if n := utf8.RuneCountInString(in.Reason); n == 0 || n > 500 {
		f.AddErr("/reason", errReason)
	}
	return in, f.Err()
}

// SettleInput says that the money of an order has come.
type SettleInput struct {
	OrgID, OrderID, ActorID ident.ID
	PaidOn                  time.Time // a day in Viet Nam
	Reference               string
}

func (in SettleInput) validate(today time.Time) (SettleInput, error) {
	var f apperr.Fields
	in.Reference = strings.TrimSpace(in.Reference)
	if n := utf8.RuneCountInString(in.Reference); n == 0 || n > 80 {
		f.AddErr("/reference", errReference)
	}
	if in.PaidOn.IsZero() || in.PaidOn.After(today) {
		f.AddErr("/paidOn", errPaidOn)
	}
	return in, f.Err()
}

// State of a use.
type State string

// The states.
const (
	StateOpen     State = "open"
	StateSettled  State = "settled"
	StateReleased State = "released"
)

// Use is what one order takes of the line.
type Use struct {
	OrderID   ident.ID
	OrgID     ident.ID
	Amount    money.VND
	State     State
	PaidOn    time.Time // zero: not settled
	Reference string
}
