package penalty

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Max bounds a penalty.
const Max money.VND = 1_000_000_000

// State of a penalty; docs/penalty-states.md draws them.
type State string

// The states.
const (
	StateProposed  State = "proposed"
	StateApproved  State = "approved" // posted, and the cooperative was told
	StateDiscarded State = "discarded"
	StateTakenBack State = "taken_back" // posted the other way round
)

// States lists all of them.
func States() []State { return []State{StateProposed, StateApproved, StateDiscarded, StateTakenBack} }

// Action is what somebody does with a penalty.
type Action string

// The actions.
const (
	ActionApprove  Action = "approve" // another person's
	ActionDiscard  Action = "discard"
	ActionTakeBack Action = "take_back"
)

// Actions lists all of them.
func Actions() []Action { return []Action{ActionApprove, ActionDiscard, ActionTakeBack} }

// Penalty is money that a cooperative is to pay, and why.
type Penalty struct {
	ID         ident.ID
	Code       string
	OrgID      ident.ID
	Amount     money.VND
	Reason     string
	Message    string   // to the cooperative
	OrderID    ident.ID // what it is about; ident.Nil: not an order
	ContractID ident.ID // or not a contract
	State      State
	ProposedBy ident.ID
	ProposedAt time.Time
	ApprovedBy ident.ID // ident.Nil: not yet; so with the next
	ApprovedAt time.Time
	EndedBy    ident.ID
	EndedAt    time.Time
	EndReason  string
	Version    int64

	// Names and codes, filled in by reading; empty where they are gone.
	Cooperative, About, Proposer, Approver, Ender string
}

// Command is an action with what it needs.
type Command struct {
	Action  Action
	By      ident.ID
	Version int64  // that was seen; 0: not told
	Reason  string // for discarding and taking back
}

func (a Action) from() State {
	if a == ActionTakeBack {
		return StateApproved
	}
	return StateProposed
}

func (a Action) to() State {
	switch a {
	case ActionApprove:
		return StateApproved
	case ActionDiscard:
		return StateDiscarded
	case ActionTakeBack:
	}
	return StateTakenBack
}

// Allowed lists what a person may do with it now. Pure.
func (p Penalty) Allowed(by ident.ID) []Action {
	out := []Action{}
	for _, a := range Actions() {
		if a.from() == p.State && (a != ActionApprove || by != p.ProposedBy) {
			out = append(out, a)
		}
	}
	return out
}

// Apply returns the penalty after a command. Pure. Errors: request.invalid, ErrMaker,
// ErrNotNow, ErrChanged.
func (p Penalty) Apply(c Command, now time.Time) (Penalty, error) {
	c.Reason = strings.TrimSpace(c.Reason)
	switch {
	case !slices.Contains(Actions(), c.Action):
		return p, apperr.ErrInvalid.AtField("/action", errAction)
	case p.State == c.Action.to() && (p.ApprovedBy == c.By || p.EndedBy == c.By):
		return p, errDone
	case c.Action == ActionApprove && c.By == p.ProposedBy:
		return p, ErrMaker
	case p.State != c.Action.from():
		return p, ErrNotNow.With("state", p.State)
	case c.Version != 0 && c.Version != p.Version:
		return p, ErrChanged.With("version", p.Version)
	}
	if n := utf8.RuneCountInString(c.Reason); c.Action != ActionApprove && (n == 0 || n > 500) {
		return p, apperr.ErrInvalid.AtField("/reason", errReason)
	}
	next := p
	next.State, next.Version = c.Action.to(), p.Version+1
	if c.Action == ActionApprove {
		next.ApprovedBy, next.ApprovedAt = c.By, now
	} else {
		next.EndedBy, next.EndedAt, next.EndReason = c.By, now, c.Reason
	}
	return next, nil
}

// ProposeInput is a penalty as somebody proposes it.
type ProposeInput struct {
	Key     string // idempotency
	ActorID ident.ID
	OrgID   ident.ID
	Amount  money.VND
	Reason  string
	Message string
	About   string // code of an order or a contract of the cooperative; empty: about neither
}

func (in ProposeInput) validate() (ProposeInput, error) {
	var f apperr.Fields
	in.Reason, in.Message, in.About = strings.TrimSpace(in.Reason), strings.TrimSpace(in.Message), strings.ToUpper(strings.TrimSpace(in.About))
	if in.Amount <= 0 || in.Amount > Max {
		f.AddErr("/amountVnd", errAmount)
	}
	if n := utf8.RuneCountInString(in.Reason); n == 0 || n > 500 {
		f.AddErr("/reason", errReason)
	}
	if n := utf8.RuneCountInString(in.Message); n == 0 || n > 1000 {
		f.AddErr("/message", errMessage)
	}
	return in, f.Err()
}
