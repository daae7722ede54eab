package demand

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// Status is where a demand stands.
type Status string

// The states.
const (
	StatusDraft     Status = "draft"
	StatusPublished Status = "published"
	StatusAmended   Status = "amended" // published again with other words; those who answered are asked again
	StatusClosed    Status = "closed"  // taken back by the buyer or the Alliance
	StatusAwarded   Status = "awarded"
	StatusExpired   Status = "expired"
)

// Statuses lists all of them.
func Statuses() []Status {
	return []Status{StatusDraft, StatusPublished, StatusAmended, StatusClosed, StatusAwarded, StatusExpired}
}

// Open tells whether cooperatives can answer and supply is sought.
func (s Status) Open() bool { return s == StatusPublished || s == StatusAmended }

// Role is in which capacity somebody acts on a demand.
type Role string

// The roles.
const (
	RoleBuyer       Role = "buyer" // of the firm that asks
	RoleCooperative Role = "cooperative"
	RoleAlliance    Role = "alliance"
	RoleSystem      Role = "system"
)

// Roles lists all of them.
func Roles() []Role { return []Role{RoleBuyer, RoleCooperative, RoleAlliance, RoleSystem} }

// Action is what somebody does with a demand.
type Action string

// The actions.
const (
	ActionEdit    Action = "edit" // a draft
	ActionPublish Action = "publish"
	ActionAmend   Action = "amend"
	ActionClose   Action = "close"
	ActionAward   Action = "award"
	ActionExpire  Action = "expire"
)

// Actions lists all of them.
func Actions() []Action {
	return []Action{ActionEdit, ActionPublish, ActionAmend, ActionClose, ActionAward, ActionExpire}
}

// step is one arrow of the state machine.
type step struct {
	from  []Status
	to    Status
	roles []Role
}

// stepOf returns the arrow of an action; none for an unknown one.
func stepOf(a Action) step {
	switch a {
	case ActionEdit:
		return step{from: []Status{StatusDraft}, to: StatusDraft, roles: []Role{RoleBuyer}}
	case ActionPublish:
		return step{from: []Status{StatusDraft}, to: StatusPublished, roles: []Role{RoleBuyer}}
	case ActionAmend:
		return step{from: []Status{StatusPublished, StatusAmended}, to: StatusAmended, roles: []Role{RoleBuyer}}
	case ActionClose:
		return step{from: []Status{StatusDraft, StatusPublished, StatusAmended}, to: StatusClosed, roles: []Role{RoleBuyer, RoleAlliance}}
	case ActionAward:
		return step{from: []Status{StatusPublished, StatusAmended}, to: StatusAwarded, roles: []Role{RoleBuyer}}
	case ActionExpire:
		return step{from: []Status{StatusPublished, StatusAmended}, to: StatusExpired, roles: []Role{RoleSystem}}
	}
	return step{}
}

// Allowed lists what a role may do with a demand in this state. The Alliance
// closes what is published, not somebody's draft.
func Allowed(s Status, r Role) []Action {
	out := []Action{}
	for _, a := range Actions() {
		st := stepOf(a)
		if slices.Contains(st.roles, r) && slices.Contains(st.from, s) && (r != RoleAlliance || s != StatusDraft) {
			out = append(out, a)
		}
	}
	return out
}

// Actor is who acts and as what.
type Actor struct {
	UserID ident.ID // ident.Nil: the system
	Role   Role
}

// Event is an entry of the timeline.
type Event struct {
	Kind  string
	Actor Actor
	Note  string
	At    time.Time
}

// Apply returns the demand after an action and, unless it was a draft's edit, what
// to write into its timeline. Pure. An action whose result is already there
// returns the demand unchanged and no event. Errors: ErrRole, ErrNotAllowed,
// ErrChanged.
func (d Demand) Apply(a Action, by Actor, seen int64, now time.Time) (Demand, *Event, error) {
	st := stepOf(a)
	if !slices.Contains(st.roles, by.Role) {
		return d, nil, ErrRole
	}
	if d.Status == st.to && a != ActionEdit && a != ActionAmend {
		return d, nil, nil
	}
	if !slices.Contains(Allowed(d.Status, by.Role), a) {
		return d, nil, ErrNotAllowed.With("status", d.Status)
	}
	if seen != 0 && seen != d.Version {
		return d, nil, ErrChanged.With("version", d.Version)
	}
	next := d
	next.Status, next.Version, next.UpdatedAt = st.to, d.Version+1, now
	switch a {
	case ActionEdit:
		return next, nil, nil
	case ActionPublish:
		next.Revision, next.PublishedAt = 1, now
	case ActionAmend:
		next.Revision++
	case ActionClose, ActionAward, ActionExpire:
		next.EndedAt = now
	}
	return next, &Event{Kind: string(st.to), Actor: by, At: now}, nil
}
