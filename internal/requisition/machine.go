package requisition

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// Status is where a requisition stands.
type Status string

// The states.
const (
	StatusWaiting   Status = "waiting"
	StatusApproved  Status = "approved" // bought
	StatusRefused   Status = "refused"
	StatusWithdrawn Status = "withdrawn"
	StatusExpired   Status = "expired"
)

// Statuses lists all of them.
func Statuses() []Status {
	return []Status{StatusWaiting, StatusApproved, StatusRefused, StatusWithdrawn, StatusExpired}
}

// Role is in which capacity somebody acts.
type Role string

// The roles. An owner who asked is an owner.
const (
	RoleOwner     Role = "owner"
	RoleRequester Role = "requester"
	RoleMember    Role = "member" // of the firm, neither of the two
	RoleSystem    Role = "system"
)

// Roles lists all of them.
func Roles() []Role { return []Role{RoleOwner, RoleRequester, RoleMember, RoleSystem} }

// Action is what somebody does with a requisition.
type Action string

// The actions.
const (
	ActionApprove  Action = "approve"
	ActionRefuse   Action = "refuse"
	ActionWithdraw Action = "withdraw"
	ActionExpire   Action = "expire"
)

// Actions lists all of them.
func Actions() []Action { return []Action{ActionApprove, ActionRefuse, ActionWithdraw, ActionExpire} }

// arrowOf is where an action leads and who takes it; every arrow leaves waiting.
func arrowOf(a Action) (to Status, who Role) {
	switch a {
	case ActionApprove:
		return StatusApproved, RoleOwner
	case ActionRefuse:
		return StatusRefused, RoleOwner
	case ActionWithdraw:
		return StatusWithdrawn, RoleRequester
	case ActionExpire:
		return StatusExpired, RoleSystem
	}
	return "", ""
}

// Allowed lists what a role may do with a requisition in this state.
func Allowed(s Status, r Role) []Action {
	out := []Action{}
	for _, a := range Actions() {
		if _, who := arrowOf(a); s == StatusWaiting && who == r {
			out = append(out, a)
		}
	}
	return out
}

// Actor is who acts and as what; UserID is ident.Nil for the system.
type Actor struct {
	UserID ident.ID
	Role   Role
}

// Apply returns the requisition after an action; changed tells whether it is another
// one. Pure. The same person doing the same again changes nothing. Errors: ErrRole,
// ErrDecided (Meta "status"), ErrExpired, ErrNotAllowed, and request.invalid where
// a refusal gives no reason.
func (r Requisition) Apply(a Action, by Actor, reason string, now time.Time) (next Requisition, changed bool, err error) {
	to, who := arrowOf(a)
	if who == "" || by.Role != who {
		return r, false, ErrRole
	}
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n > 500 || n == 0 && a == ActionRefuse {
		return r, false, apperr.ErrInvalid.AtField("/reason", errReason)
	}
	if r.Status != StatusWaiting {
		return r, false, r.over(to, by)
	}
	over := !now.Before(r.ExpiresAt)
	if over && a == ActionApprove {
		return r, false, ErrExpired
	}
	if !over && a == ActionExpire {
		return r, false, ErrNotAllowed
	}
	next = r
	next.Status, next.Version, next.UpdatedAt = to, r.Version+1, now
	next.DecidedBy, next.DecidedAt, next.Reason = by.UserID, now, reason
	return next, true, nil
}

// over says what somebody learns who acts on a requisition that has ended: nothing
// where it was by that very act.
func (r Requisition) over(to Status, by Actor) error {
	switch {
	case r.Status == to && r.DecidedBy == by.UserID:
		return nil
	case r.Status == StatusExpired:
		return ErrExpired
	case slices.Contains([]Status{StatusApproved, StatusRefused, StatusWithdrawn}, r.Status) && by.Role != RoleSystem:
		return ErrDecided.With("status", r.Status)
	}
	return ErrNotAllowed
}
