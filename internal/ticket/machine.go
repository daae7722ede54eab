package ticket

import (
	"slices"
	"time"
)

// State is where a ticket stands.
type State string

// The states; the last three are final.
const (
	StateReceived  State = "received"
	StateExamining State = "examining" // taken up by the Alliance
	StateUpheld    State = "upheld"    // right, or done as asked
	StateRejected  State = "rejected"
	StateWithdrawn State = "withdrawn"
)

// States lists all of them.
func States() []State {
	return []State{StateReceived, StateExamining, StateUpheld, StateRejected, StateWithdrawn}
}

// Open tells whether the ticket still waits for an answer.
func (s State) Open() bool { return s == StateReceived || s == StateExamining }

// Side is who acts on a ticket.
type Side string

// The sides.
const (
	SideReporter Side = "reporter"
	SideSeller   Side = "seller" // the cooperative that it is about
	SideAlliance Side = "alliance"
	SideSystem   Side = "system"
)

// Sides lists all of them.
func Sides() []Side { return []Side{SideReporter, SideSeller, SideAlliance, SideSystem} }

// Action is what somebody does with a ticket.
type Action string

// The actions.
const (
	ActionAcknowledge Action = "acknowledge"
	ActionUphold      Action = "uphold"
	ActionReject      Action = "reject"
	ActionWithdraw    Action = "withdraw"
)

// Actions lists all of them.
func Actions() []Action {
	return []Action{ActionAcknowledge, ActionUphold, ActionReject, ActionWithdraw}
}

// arrow is one way through the machine.
type arrow struct {
	from []State
	to   State
	by   Side
}

func arrowOf(a Action) (arrow, bool) {
	open := []State{StateReceived, StateExamining}
	switch a {
	case ActionAcknowledge:
		return arrow{from: []State{StateReceived}, to: StateExamining, by: SideAlliance}, true
	case ActionUphold:
		return arrow{from: open, to: StateUpheld, by: SideAlliance}, true
	case ActionReject:
		return arrow{from: open, to: StateRejected, by: SideAlliance}, true
	case ActionWithdraw:
		return arrow{from: open, to: StateWithdrawn, by: SideReporter}, true
	}
	return arrow{}, false
}

// Allowed lists what a side may do with a ticket in this state.
func Allowed(s State, side Side) []Action {
	out := []Action{}
	for _, a := range Actions() {
		if w, _ := arrowOf(a); w.by == side && slices.Contains(w.from, s) {
			out = append(out, a)
		}
	}
	return out
}

// Apply returns the ticket after an action; changed tells whether it is another one.
// Pure. The same again changes nothing. An answer takes the ticket up as well, where
// nobody had. Errors: ErrRole, ErrNotAllowed.
func (t Ticket) Apply(a Action, side Side, outcome string, now time.Time) (next Ticket, changed bool, err error) {
	w, ok := arrowOf(a)
	switch {
	case !ok || w.by != side:
		return t, false, ErrRole
	case t.State == w.to:
		return t, false, nil
	case !slices.Contains(w.from, t.State):
		return t, false, ErrNotAllowed
	}
	next = t
	next.State, next.Version, next.UpdatedAt = w.to, t.Version+1, now
	if side == SideAlliance && t.AcknowledgedAt.IsZero() {
		next.AcknowledgedAt = now
	}
	if w.to == StateUpheld || w.to == StateRejected {
		next.AnsweredAt, next.Outcome = now, outcome
	}
	return next, true, nil
}
