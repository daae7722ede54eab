package contract

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// Status is where a contract stands.
type Status string

// The states.
const (
	StatusDraft      Status = "draft"
	StatusSigning    Status = "signing" // the document is fixed; parties sign
	StatusActive     Status = "active"  // signed by all
	StatusCompleted  Status = "completed"
	StatusTerminated Status = "terminated"
)

// Statuses lists all of them.
func Statuses() []Status {
	return []Status{StatusDraft, StatusSigning, StatusActive, StatusCompleted, StatusTerminated}
}

// Role is in which capacity somebody acts on a contract.
type Role string

// The roles.
const (
	RoleBuyer       Role = "buyer"
	RoleCooperative Role = "cooperative"
	RoleAlliance    Role = "alliance" // looks on
	RoleSystem      Role = "system"
)

// Roles lists all of them.
func Roles() []Role { return []Role{RoleBuyer, RoleCooperative, RoleAlliance, RoleSystem} }

// Actor is who acts, as what and for whom.
type Actor struct {
	UserID ident.ID // ident.Nil: the system
	OrgID  ident.ID // ident.Nil: the system
	Role   Role
}

// Action is what somebody does with a contract.
type Action string

// The actions.
const (
	ActionEdit      Action = "edit"
	ActionSend      Action = "send"   // fix the document and ask for signatures
	ActionRefuse    Action = "refuse" // back to the draft, with the reason
	ActionSign      Action = "sign"
	ActionActivate  Action = "activate" // all have signed
	ActionCancel    Action = "cancel"   // before it is in force
	ActionComplete  Action = "complete"
	ActionTerminate Action = "terminate" // by an addendum that all signed
)

// Actions lists all of them.
func Actions() []Action {
	return []Action{ActionEdit, ActionSend, ActionRefuse, ActionSign, ActionActivate, ActionCancel, ActionComplete, ActionTerminate}
}

// arrow is one arrow of a state machine.
type arrow[S ~string] struct {
	from  []S
	to    S
	roles []Role
}

// allows tells whether a role may follow the arrow from a state.
func (a arrow[S]) allows(from S, r Role) bool {
	return slices.Contains(a.roles, r) && slices.Contains(a.from, from)
}

func stepOf(a Action) arrow[Status] {
	parties := []Role{RoleBuyer, RoleCooperative}
	switch a {
	case ActionEdit:
		return arrow[Status]{[]Status{StatusDraft}, StatusDraft, []Role{RoleBuyer}}
	case ActionSend:
		return arrow[Status]{[]Status{StatusDraft}, StatusSigning, []Role{RoleBuyer}}
	case ActionRefuse:
		return arrow[Status]{[]Status{StatusSigning}, StatusDraft, parties}
	case ActionSign:
		return arrow[Status]{[]Status{StatusSigning}, StatusSigning, parties}
	case ActionActivate:
		return arrow[Status]{[]Status{StatusSigning}, StatusActive, []Role{RoleSystem}}
	case ActionCancel:
		return arrow[Status]{[]Status{StatusDraft, StatusSigning}, StatusTerminated, []Role{RoleBuyer}}
	case ActionComplete:
		return arrow[Status]{[]Status{StatusActive}, StatusCompleted, []Role{RoleSystem}}
	case ActionTerminate:
		return arrow[Status]{[]Status{StatusActive}, StatusTerminated, []Role{RoleSystem}}
	}
	return arrow[Status]{}
}

// Allowed lists what a role may do with a contract in this state.
func Allowed(s Status, r Role) []Action {
	return allowed(Actions(), func(a Action) bool { return stepOf(a).allows(s, r) })
}

func allowed[A any](all []A, ok func(A) bool) []A {
	out := []A{}
	for _, a := range all {
		if ok(a) {
			out = append(out, a)
		}
	}
	return out
}

// Event is an entry of the timeline.
type Event struct {
	Kind    string
	By      Actor
	Subject ident.ID // the delivery, shortfall or addendum; ident.Nil: the contract
	Note    string
	At      time.Time
}

// step checks one move of any of the machines; done tells that nothing is left to do.
func step[S ~string](a arrow[S], from S, by Role, repeatable bool, seen, version int64) (done bool, err error) {
	switch {
	case !slices.Contains(a.roles, by):
		return false, ErrRole
	case from == a.to && !repeatable:
		return true, nil
	case !slices.Contains(a.from, from):
		return false, ErrNotAllowed.With("status", from)
	case seen != 0 && seen != version:
		return false, ErrChanged.With("version", version)
	}
	return false, nil
}

// Apply returns the contract after an action and what to write into its timeline.
// Pure. An action whose result is already there changes nothing and gives no
// event. Errors: ErrRole, ErrNotAllowed, ErrChanged.
func (c Contract) Apply(a Action, by Actor, seen int64, now time.Time) (Contract, *Event, error) {
	st := stepOf(a)
	done, err := step(st, c.Status, by.Role, a == ActionEdit || a == ActionSign, seen, c.Version)
	if err != nil || done {
		return c, nil, err
	}
	next := c
	next.Status, next.Version, next.UpdatedAt = st.to, c.Version+1, now
	switch a {
	case ActionSend:
		next.Document++
	case ActionActivate:
		next.ActivatedAt = now
	case ActionCancel, ActionComplete, ActionTerminate:
		next.EndedAt = now
	case ActionEdit, ActionRefuse, ActionSign:
	}
	return next, &Event{Kind: string(a), By: by, At: now}, nil
}
