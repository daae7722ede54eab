package contract

import (
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
)

func saigon() *time.Location { return clock.Saigon }

// ShortfallStatus is where a shortfall stands.
type ShortfallStatus string

// The states of a shortfall.
const (
	ShortfallRaised  ShortfallStatus = "raised"  // the buyer is asked whether others may make it up
	ShortfallOffered ShortfallStatus = "offered" // to the next cooperatives
	ShortfallTaken   ShortfallStatus = "taken"   // all of it
	ShortfallWaived  ShortfallStatus = "waived"  // the buyer does without
	ShortfallLapsed  ShortfallStatus = "lapsed"  // nobody took all of it in time
)

// ShortfallStatuses lists all of them.
func ShortfallStatuses() []ShortfallStatus {
	return []ShortfallStatus{ShortfallRaised, ShortfallOffered, ShortfallTaken, ShortfallWaived, ShortfallLapsed}
}

// Shortfall is goods that a cooperative does not bring, predicted or real.
type Shortfall struct {
	ID         ident.ID
	ContractID ident.ID
	DeliveryID ident.ID
	// DeliveryCode and DueOn are those of the delivery that is short.
	DeliveryCode string
	DueOn        time.Time
	ShareID      ident.ID
	OrgID        ident.ID // who is short
	OrgName      string   // short
	BuyerOrgID   ident.ID
	Unit         string
	TypeName     apperr.Text
	Month        time.Time
	Predicted    bool
	Quantity     int64
	Taken        int64
	Status       ShortfallStatus
	ClosesAt     time.Time
	Candidates   []Candidate
	Version      int64
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Candidate is a capacity out of which a shortfall could be made up.
type Candidate struct {
	OrgID      ident.ID
	CapacityID ident.ID
}

// Left is what nobody has taken.
func (f Shortfall) Left() int64 { return f.Quantity - f.Taken }

// ShortfallAction is what somebody does with a shortfall.
type ShortfallAction string

// The actions.
const (
	ShortfallConsent ShortfallAction = "consent" // the buyer's
	ShortfallTake    ShortfallAction = "take"    // a part, or with the rest the whole
	ShortfallWaive   ShortfallAction = "waive"
	ShortfallLapse   ShortfallAction = "lapse"
)

// ShortfallActions lists all of them.
func ShortfallActions() []ShortfallAction {
	return []ShortfallAction{ShortfallConsent, ShortfallTake, ShortfallWaive, ShortfallLapse}
}

func shortfallStep(a ShortfallAction) arrow[ShortfallStatus] {
	open := []ShortfallStatus{ShortfallRaised, ShortfallOffered}
	switch a {
	case ShortfallConsent: // by the system where the contract says so beforehand
		return arrow[ShortfallStatus]{[]ShortfallStatus{ShortfallRaised}, ShortfallOffered, []Role{RoleBuyer, RoleSystem}}
	case ShortfallTake:
		return arrow[ShortfallStatus]{[]ShortfallStatus{ShortfallOffered}, ShortfallTaken, []Role{RoleCooperative}}
	case ShortfallWaive:
		return arrow[ShortfallStatus]{open, ShortfallWaived, []Role{RoleBuyer}}
	case ShortfallLapse:
		return arrow[ShortfallStatus]{open, ShortfallLapsed, []Role{RoleSystem}}
	}
	return arrow[ShortfallStatus]{}
}

// ShortfallAllowed lists what a role may do with a shortfall in this state.
func ShortfallAllowed(s ShortfallStatus, r Role) []ShortfallAction {
	return allowed(ShortfallActions(), func(a ShortfallAction) bool { return shortfallStep(a).allows(s, r) })
}

// Apply returns the shortfall after an action; quantity is how much is taken, and
// one that is taken in part stays offered. Pure. Errors: ErrRole, ErrNotAllowed,
// ErrChanged, ErrNotEnoughOffered.
func (f Shortfall) Apply(a ShortfallAction, by Actor, seen, quantity int64, now time.Time) (next Shortfall, done bool, err error) {
	st := shortfallStep(a)
	if a == ShortfallTake && by.Role == RoleCooperative && f.Status == ShortfallTaken {
		return f, false, ErrNotEnoughOffered
	}
	if done, err := step(st, f.Status, by.Role, false, seen, f.Version); err != nil || done {
		return f, done, err
	}
	next = f
	next.Status, next.Version, next.UpdatedAt = st.to, f.Version+1, now
	if a == ShortfallTake {
		if quantity < 1 {
			return f, false, errQuantity.At("/quantity")
		}
		if quantity > f.Left() {
			return f, false, ErrNotEnoughOffered.With("left", f.Left())
		}
		if next.Taken += quantity; next.Left() > 0 {
			next.Status = ShortfallOffered
		}
	}
	return next, false, nil
}
