package payout

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// State of a batch; docs/payout-states.md draws them.
type State string

// The states.
const (
	StateDraft     State = "draft"     // gathered; nobody has looked it through
	StatePrepared  State = "prepared"  // looked through by its maker
	StateApproved  State = "approved"  // by another person: the bank file can be taken
	StateDone      State = "done"      // every transfer has ended
	StateDiscarded State = "discarded" // nothing of it was sent
)

// States lists all of them.
func States() []State {
	return []State{StateDraft, StatePrepared, StateApproved, StateDone, StateDiscarded}
}

// Over tells whether nothing can happen any more.
func (s State) Over() bool { return s == StateDone || s == StateDiscarded }

// Cause is why a batch was begun.
type Cause string

// The causes.
const (
	CauseWeekly   Cause = "weekly"
	CauseAsked    Cause = "asked" // by a cooperative
	CauseAlliance Cause = "alliance"
)

// Batch is money that goes out together.
type Batch struct {
	ID         ident.ID
	Code       string
	State      State
	Cause      Cause
	OpenedAt   time.Time
	PreparedBy ident.ID // ident.Nil: not yet; so with the others
	PreparedAt time.Time
	ApprovedBy ident.ID
	ApprovedAt time.Time
	FileBy     ident.ID // who took the bank file first
	FileAt     time.Time
	EndedBy    ident.ID
	EndedAt    time.Time
	Reason     string
	Version    int64

	// Names of these people, filled in by reading; empty where they are gone.
	Preparer, Approver, Taker string

	Count, Open int  // transfers that were not removed; of these not yet ended
	ToBank      int  // of Count: by the bank's file
	Begun       bool // Stripe was asked for one of them: nothing is discarded any more
	Total       money.VND
}

// Action is what somebody does with a batch.
type Action string

// The actions.
const (
	ActionSubmit  Action = "submit"  // its maker has looked it through
	ActionApprove Action = "approve" // another person's
	ActionDiscard Action = "discard" // nothing was sent yet
	ActionFinish  Action = "finish"  // the last transfer has ended
)

// Actions lists all of them.
func Actions() []Action { return []Action{ActionSubmit, ActionApprove, ActionDiscard, ActionFinish} }

// Command is an action with what it needs.
type Command struct {
	Action  Action
	By      ident.ID // ident.Nil: the system
	Version int64    // that was seen; 0: not told
	Reason  string   // for discard
}

// from lists in which states an action is possible.
func (a Action) from() []State {
	switch a {
	case ActionSubmit:
		return []State{StateDraft}
	case ActionApprove:
		return []State{StatePrepared}
	case ActionDiscard:
		return []State{StateDraft, StatePrepared, StateApproved}
	case ActionFinish:
		return []State{StateApproved}
	}
	return nil
}

// Allowed lists what a person may do with the batch now. Pure.
func (b Batch) Allowed(by ident.ID) []Action {
	out := []Action{}
	for _, a := range []Action{ActionSubmit, ActionApprove, ActionDiscard} {
		if slices.Contains(a.from(), b.State) && (a != ActionApprove || by != b.PreparedBy) &&
			(a == ActionDiscard || b.Count > 0) && (a != ActionDiscard || !b.out()) {
			out = append(out, a)
		}
	}
	return out
}

// out tells whether the bank or Stripe may have something of it.
func (b Batch) out() bool { return !b.FileAt.IsZero() || b.Begun }

// Apply returns the batch after a command. Pure. Errors: ErrNotNow, ErrChanged,
// ErrMaker, ErrApproved, ErrEmpty, request.invalid.
func (b Batch) Apply(c Command, now time.Time) (Batch, error) {
	switch {
	case c.Action == ActionSubmit && b.State == StatePrepared && b.PreparedBy == c.By,
		c.Action == ActionApprove && b.State == StateApproved && b.ApprovedBy == c.By,
		c.Action == ActionDiscard && b.State == StateDiscarded:
		return b, errDone
	case !slices.Contains(Actions(), c.Action):
		return b, apperr.ErrInvalid.AtField("/action", errAction)
	case c.Action == ActionApprove && b.PreparedBy == c.By && b.PreparedBy != ident.Nil:
		return b, ErrMaker
	case c.Action == ActionApprove && b.State == StateApproved:
		return b, ErrApproved
	case !slices.Contains(c.Action.from(), b.State):
		return b, ErrNotNow.With("state", b.State)
	case c.Action == ActionDiscard && b.out():
		return b, ErrNotNow.With("state", b.State)
	case c.Version != 0 && c.Version != b.Version:
		return b, ErrChanged
	case (c.Action == ActionSubmit || c.Action == ActionApprove) && b.Count == 0:
		return b, ErrEmpty
	}
	switch c.Action {
	case ActionSubmit:
		b.State, b.PreparedBy, b.PreparedAt = StatePrepared, c.By, now
	case ActionApprove:
		b.State, b.ApprovedBy, b.ApprovedAt = StateApproved, c.By, now
	case ActionDiscard:
		reason, err := words(c.Reason, "/reason", errReason, 500)
		if err != nil {
			return b, err
		}
		b.State, b.EndedBy, b.EndedAt, b.Reason = StateDiscarded, c.By, now, reason
	case ActionFinish:
		b.State, b.EndedBy, b.EndedAt = StateDone, c.By, now
	}
	return b, nil
}

// TransferState is how far a transfer is.
type TransferState string

// The states: ready → paid, bounced or removed; paid → bounced.
const (
	TransferReady   TransferState = "ready"
	TransferPaid    TransferState = "paid"    // it stands on the bank's statement
	TransferBounced TransferState = "bounced" // it came back
	TransferRemoved TransferState = "removed" // it was never sent
)

// TransferStates lists all of them.
func TransferStates() []TransferState {
	return []TransferState{TransferReady, TransferPaid, TransferBounced, TransferRemoved}
}

// Kind is what a transfer pays.
type Kind string

// The kinds.
const (
	KindPayout Kind = "payout" // a cooperative
	KindRefund Kind = "refund" // a buyer, back
)

// Transfer is one line of a batch.
type Transfer struct {
	ID            ident.ID
	BatchID       ident.ID
	Position      int
	Kind          Kind
	PayoutID      ident.ID
	RefundID      ident.ID // what the refund settles
	OrgID         ident.ID // whose payout
	Name          string   // of the cooperative, or of the buyer; filled in by reading
	Code          string   // of the order of a refund; filled in by reading
	Reference     string   // unique; stands in Memo
	Amount        money.VND
	Account       Account
	Memo          string
	State         TransferState
	BankReference string
	Reason        string
	EndedBy       ident.ID
	EndedAt       time.Time
	BegunAt       time.Time // when Stripe was asked; zero: not
}

// Outcome is what became of a transfer.
type Outcome struct {
	State     TransferState
	By        ident.ID // ident.Nil: a statement
	Reference string   // the bank's
	Reason    string   // for bounced and removed
}

// End returns the transfer with its outcome, if its batch is in that state. Pure. Errors:
// ErrNotNow, ErrEnded, request.invalid.
func (t Transfer) End(batch State, o Outcome, now time.Time) (Transfer, error) {
	var err error
	switch o.State {
	case TransferPaid:
		o.Reference, err = words(o.Reference, "/bankReference", errReference, 120)
		o.Reason = ""
	case TransferBounced, TransferRemoved:
		o.Reason, err = words(o.Reason, "/reason", errReason, 500)
		if o.Reference == "" {
			o.Reference = t.BankReference
		}
	case TransferReady:
		err = errAction
	default:
		err = apperr.ErrInvalid.AtField("/state", errAction)
	}
	if err != nil {
		return t, err
	}
	sent := batch == StateApproved || batch == StateDone
	switch {
	case t.State == o.State && (o.State != TransferPaid || t.BankReference == o.Reference || o.By == ident.Nil):
		return t, errDone
	case o.State == TransferRemoved && (sent || batch == StateDiscarded && t.State != TransferReady),
		o.State != TransferRemoved && !sent:
		return t, ErrNotNow.With("state", batch)
	case t.State != TransferReady && (t.State != TransferPaid || o.State != TransferBounced):
		return t, ErrEnded
	}
	t.State, t.EndedBy, t.EndedAt, t.BankReference, t.Reason = o.State, o.By, now, o.Reference, o.Reason
	return t, nil
}

// words is a text that must be there, trimmed.
func words(s, pointer string, fault *apperr.Error, most int) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" || utf8.RuneCountInString(s) > most {
		return "", apperr.ErrInvalid.AtField(pointer, fault)
	}
	return s, nil
}
