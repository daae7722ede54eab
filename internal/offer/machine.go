package offer

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// Status is where an offer stands.
type Status string

// The states.
const (
	StatusInvited   Status = "invited"   // asked, not answered
	StatusAccepted  Status = "accepted"  // as it was proposed
	StatusCountered Status = "countered" // with other quantities, prices or dates
	StatusDeclined  Status = "declined"
	StatusLapsed    Status = "lapsed" // silent until the deadline
	StatusAwarded   Status = "awarded"
	StatusLost      Status = "lost" // others were awarded, or the demand ended
)

// Statuses lists all of them.
func Statuses() []Status {
	return []Status{StatusInvited, StatusAccepted, StatusCountered, StatusDeclined, StatusLapsed, StatusAwarded, StatusLost}
}

// Stands tells whether the buyer can award the offer.
func (s Status) Stands() bool { return s == StatusAccepted || s == StatusCountered }

// Role is in which capacity somebody acts on an offer.
type Role string

// The roles.
const (
	RoleBuyer       Role = "buyer"
	RoleCooperative Role = "cooperative" // the one that leads the offer
	RoleAlliance    Role = "alliance"    // looks on
	RoleSystem      Role = "system"
)

// Roles lists all of them.
func Roles() []Role { return []Role{RoleBuyer, RoleCooperative, RoleAlliance, RoleSystem} }

// Action is what somebody does with an offer.
type Action string

// The actions.
const (
	ActionAsk     Action = "ask"     // propose a share, anew after a change
	ActionSuggest Action = "suggest" // propose another share while the answer stands
	ActionAccept  Action = "accept"
	ActionCounter Action = "counter"
	ActionDecline Action = "decline"
	ActionLapse   Action = "lapse"
	ActionAward   Action = "award"
	ActionLose    Action = "lose"
)

// Actions lists all of them.
func Actions() []Action {
	return []Action{ActionAsk, ActionSuggest, ActionAccept, ActionCounter, ActionDecline, ActionLapse, ActionAward, ActionLose}
}

// step is one arrow of the state machine.
type step struct {
	from  []Status
	to    Status // empty: it stays
	roles []Role
	kind  string // of the version that it writes
	// before and after the answer-by date: when the step may be taken.
	before, after bool
}

// stepOf returns the arrow of an action; none for an unknown one.
func stepOf(a Action) step {
	answers := []Status{StatusInvited, StatusAccepted, StatusCountered, StatusDeclined}
	switch a {
	case ActionAsk:
		return step{from: append(answers, StatusLapsed), to: StatusInvited, roles: []Role{RoleBuyer, RoleSystem}, kind: "proposal", before: true}
	case ActionSuggest:
		return step{from: []Status{StatusAccepted, StatusCountered}, roles: []Role{RoleSystem}, kind: "proposal", before: true}
	case ActionAccept: // again, when something else was suggested
		return step{from: answers, to: StatusAccepted, roles: []Role{RoleCooperative}, kind: "accept", before: true}
	case ActionCounter:
		return step{from: answers, to: StatusCountered, roles: []Role{RoleCooperative}, kind: "counter", before: true}
	case ActionDecline:
		return step{from: []Status{StatusInvited, StatusAccepted, StatusCountered}, to: StatusDeclined, roles: []Role{RoleCooperative}, kind: "decline", before: true}
	case ActionLapse:
		return step{from: []Status{StatusInvited}, to: StatusLapsed, roles: []Role{RoleSystem}, kind: "lapse", after: true}
	case ActionAward:
		return step{from: []Status{StatusAccepted, StatusCountered}, to: StatusAwarded, roles: []Role{RoleBuyer}, kind: "award", before: true, after: true}
	case ActionLose:
		return step{from: []Status{StatusInvited, StatusAccepted, StatusCountered}, to: StatusLost, roles: []Role{RoleSystem}, kind: "lose", before: true, after: true}
	}
	return step{}
}

// Allowed lists what a role may do with an offer in this state, dates aside.
func Allowed(s Status, r Role) []Action {
	out := []Action{}
	for _, a := range Actions() {
		if st := stepOf(a); slices.Contains(st.roles, r) && slices.Contains(st.from, s) {
			out = append(out, a)
		}
	}
	return out
}

// Possible lists what a role may do with the offer now: what Allowed says, as far as
// the negotiation runs, the answer-by date lets it and something comes of it. Pure.
func (o Offer) Possible(n Negotiation, r Role, now time.Time) []Action {
	out := []Action{}
	if n.Status != NegotiationOpen {
		return out
	}
	for _, a := range Allowed(o.Status, r) {
		st, until := stepOf(a), o.AnswerBy
		if a == ActionAsk || a == ActionSuggest {
			until = n.AnswerBy
		}
		over := !now.Before(until)
		if over && !st.after || !over && !st.before {
			continue
		}
		if a == ActionAccept && (len(o.Proposal) == 0 || o.Status == st.to && o.Proposed <= o.Answered) {
			continue // nothing is proposed, or nothing else than what was accepted
		}
		out = append(out, a)
	}
	return out
}

// MayConsent tells whether a cooperative can now say whether it joins the offer. Pure.
func (o Offer) MayConsent(n Negotiation, orgID ident.ID, now time.Time) bool {
	return n.Status == NegotiationOpen && now.Before(o.AnswerBy) && o.Status.Stands() &&
		slices.ContainsFunc(o.Members, func(m Member) bool { return m.OrgID == orgID })
}

// Actor is who acts and as what.
type Actor struct {
	UserID ident.ID // ident.Nil: the system
	Role   Role
}

// Command is an action with what it needs.
type Command struct {
	Action Action
	By     Actor
	Seen   int64 // the version looked at; 0: not told
	Items  []Item
	Note   string
}

// Apply returns the offer after a command and the version that it writes. Pure. An
// action whose result is already there returns the offer unchanged and no version;
// asking and countering again are always new. answerBy is the negotiation's date
// where something is asked, which then is the offer's own, and else the offer's. Errors: ErrRole, ErrNotAllowed,
// ErrChanged (Meta "version"), ErrDeadline.
func (o Offer) Apply(c Command, answerBy, now time.Time) (Offer, *Version, error) {
	st := stepOf(c.Action)
	if !slices.Contains(st.roles, c.By.Role) {
		return o, nil, ErrRole
	}
	again := c.Action == ActionAsk || c.Action == ActionCounter || c.Action == ActionAccept && o.Proposed > o.Answered
	if o.Status == st.to && !again {
		return o, nil, nil
	}
	if !slices.Contains(st.from, o.Status) {
		return o, nil, ErrNotAllowed.With("status", o.Status)
	}
	switch over := !now.Before(answerBy); {
	case over && !st.after:
		return o, nil, ErrDeadline.With("answerBy", answerBy)
	case !over && !st.before:
		return o, nil, ErrNotAllowed.With("status", o.Status)
	}
	if c.Seen != 0 && c.Seen != o.Version {
		return o, nil, ErrChanged.With("version", o.Version)
	}
	next := o
	if st.to != "" {
		next.Status = st.to
	}
	next.Version, next.UpdatedAt = o.Version+1, now
	next.Versions++
	v := &Version{Number: next.Versions, Kind: st.kind, Items: c.Items, Note: c.Note, By: c.By, At: now}
	switch c.Action {
	case ActionAsk:
		next.AnswerBy = answerBy
		next.Proposed, next.Proposal, next.Answered, next.Items = v.Number, c.Items, 0, nil
	case ActionSuggest:
		next.AnswerBy = answerBy
		next.Proposed, next.Proposal = v.Number, c.Items
	case ActionAccept:
		v.Items = o.Proposal
		next.Answered, next.Items = v.Number, v.Items
	case ActionCounter, ActionAward:
		next.Answered, next.Items = v.Number, c.Items
	case ActionDecline:
		next.Answered, next.Items = 0, nil
	case ActionLapse, ActionLose:
		v.Items = o.Items
	}
	return next, v, nil
}
