package returns

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
)

// Action is what somebody does with a case.
type Action string

// The actions.
const (
	ActionAnswer   Action = "answer"   // the cooperative's
	ActionAccept   Action = "accept"   // the buyer's
	ActionDispute  Action = "dispute"  // the buyer's: the Alliance shall decide
	ActionWithdraw Action = "withdraw" // the buyer's
	ActionDecide   Action = "decide"   // the Alliance's
	ActionPay      Action = "pay"      // the refund was paid
	ActionSend     Action = "send"     // the replacement is on its way
	ActionReceive  Action = "receive"  // the goods are back
	ActionEscalate Action = "escalate" // nobody answered in time
	ActionLapse    Action = "lapse"    // the buyer did not say anything in time
	ActionRepaid   Action = "repaid"   // the market paid the refund, since it had the money
)

// Actions lists all of them.
func Actions() []Action {
	return []Action{
		ActionAnswer, ActionAccept, ActionDispute, ActionWithdraw, ActionDecide, ActionPay, ActionSend, ActionReceive, ActionEscalate, ActionLapse,
		ActionRepaid,
	}
}

type arrow struct {
	from []State
	role order.Role
}

var arrows = map[Action]arrow{
	ActionAnswer:   {[]State{StateOpen}, order.RoleCooperative},
	ActionAccept:   {[]State{StateAnswered}, order.RoleBuyer},
	ActionDispute:  {[]State{StateAnswered}, order.RoleBuyer},
	ActionWithdraw: {[]State{StateOpen, StateAnswered, StateMediation}, order.RoleBuyer},
	ActionDecide:   {[]State{StateMediation}, order.RoleAlliance},
	ActionPay:      {[]State{StateAgreed}, order.RoleCooperative},
	ActionSend:     {[]State{StateAgreed}, order.RoleCooperative},
	ActionReceive:  {[]State{StateAgreed}, order.RoleCooperative},
	ActionEscalate: {[]State{StateOpen}, order.RoleSystem},
	ActionLapse:    {[]State{StateAnswered}, order.RoleSystem},
	ActionRepaid:   {[]State{StateAgreed}, order.RoleSystem},
}

// Command is an action with what it needs.
type Command struct {
	Action       Action
	Actor        order.Actor
	Version      int64      // that was seen; 0: not told
	Resolution   Resolution // for answer and decide
	Words        string     // for dispute and withdraw
	RefundTo     string     // for accept: the buyer's account
	Method       payment.RefundMethod
	Reference    string // for pay
	Carrier      string // for send
	TrackingCode string
	Restocked    []order.LineQuantity // for receive: what can be sold again
}

// Effects are what must happen to goods and money with a step.
type Effects struct {
	owe     bool // the refund
	replace bool // take goods for the replacement
	restock []Line
}

// Allowed lists what a role may do with the case now.
func (c Case) Allowed(r order.Role) []Action {
	out := []Action{}
	for _, a := range Actions() {
		if arrows[a].role == r && slices.Contains(arrows[a].from, c.State) && !c.has(a) && c.needs(a) && (a != ActionPay || !c.byMarket()) {
			out = append(out, a)
		}
	}
	return out
}

// byMarket tells whether the market pays the refund: it has the money, for the order was
// paid before its goods went.
func (c Case) byMarket() bool {
	return c.Refund != nil && (c.Refund.Via == payment.ViaBankTransfer || c.Refund.Via == payment.ViaCard)
}

// needs tells whether the agreed resolution asks for a step; others are always needed.
func (c Case) needs(a Action) bool {
	switch a {
	case ActionPay:
		return c.Resolution.Kind == KindRefund
	case ActionSend:
		return c.Resolution.Kind == KindReplacement
	case ActionReceive:
		return c.Resolution.GoodsBack
	case ActionRepaid:
		return c.Resolution.Kind == KindRefund && c.has(ActionPay)
	case ActionAnswer, ActionAccept, ActionDispute, ActionWithdraw, ActionDecide, ActionEscalate, ActionLapse:
	}
	return true
}

// has tells whether the result of a step is already there.
func (c Case) has(a Action) bool {
	switch a {
	case ActionPay:
		return c.Refund != nil && c.Refund.State == payment.RefundPaid
	case ActionSend:
		return !c.SentAt.IsZero()
	case ActionReceive:
		return !c.ReceivedAt.IsZero()
	case ActionWithdraw:
		return c.State == StateWithdrawn
	case ActionAnswer, ActionAccept, ActionDispute, ActionDecide, ActionEscalate, ActionLapse, ActionRepaid:
	}
	return false
}

// Apply returns the case after a command and what goes with it. Pure. Errors: ErrRole,
// ErrChanged, ErrNotNow, request.invalid.
func (c Case) Apply(in Command, now time.Time) (Case, Effects, error) {
	a, known := arrows[in.Action]
	switch {
	case !known:
		return c, Effects{}, ErrNotNow
	case a.role != in.Actor.Role:
		return c, Effects{}, ErrRole
	case c.has(in.Action):
		return c, Effects{}, errDone
	case in.Version != 0 && in.Version != c.Version:
		return c, Effects{}, ErrChanged
	case !slices.Contains(a.from, c.State) || !c.needs(in.Action):
		return c, Effects{}, ErrNotNow.With("state", c.State)
	case in.Action == ActionPay && c.byMarket():
		return c, Effects{}, payment.ErrRefundByMarket
	}
	if err := c.check(&in); err != nil {
		return c, Effects{}, err
	}
	next := c
	next.Version, next.UpdatedAt = c.Version+1, now
	eff := next.step(in, now)
	return next, eff, nil
}

func (c *Case) step(in Command, now time.Time) (eff Effects) {
	switch in.Action {
	case ActionAnswer:
		r := in.Resolution
		r.By = order.RoleCooperative
		c.Resolution, c.State, c.DueAt = &r, StateAnswered, now.Add(AcceptWithin)
	case ActionDecide:
		r := in.Resolution
		r.By = order.RoleAlliance
		c.Resolution = &r
		eff = c.settle()
	case ActionAccept:
		c.RefundTo = in.RefundTo
		eff = c.settle()
	case ActionLapse:
		eff = c.settle()
	case ActionDispute, ActionEscalate:
		c.State, c.DueAt = StateMediation, time.Time{}
	case ActionWithdraw:
		c.State, c.DueAt = StateWithdrawn, time.Time{}
	case ActionPay:
		c.Refund = &payment.Refund{State: payment.RefundPaid, Method: in.Method, Reference: in.Reference, Amount: c.Resolution.Refund, PaidAt: now}
		c.RefundTo = "" // no longer needed
	case ActionRepaid:
		c.RefundTo = ""
	case ActionSend:
		c.Carrier, c.TrackingCode, c.SentAt = in.Carrier, in.TrackingCode, now
		eff.replace = true
	case ActionReceive:
		c.ReceivedAt = now
		eff.restock = c.restock(in.Restocked)
	}
	if c.State == StateAgreed && c.complete() {
		c.State = StateDone
	}
	return eff
}

// settle carries the resolution out: nothing more to do where it is a refusal.
func (c *Case) settle() Effects {
	c.DueAt = time.Time{}
	if c.Resolution.Kind == KindRefusal {
		c.State = StateClosed
		return Effects{}
	}
	c.State = StateAgreed
	return Effects{owe: c.Resolution.Kind == KindRefund}
}

func (c *Case) complete() bool {
	for _, a := range []Action{ActionPay, ActionSend, ActionReceive} {
		if c.needs(a) && !c.has(a) {
			return false
		}
	}
	return true
}

func (c *Case) restock(list []order.LineQuantity) []Line {
	var out []Line
	c.Lines = slices.Clone(c.Lines)
	for i := range c.Lines {
		for _, r := range list {
			if r.LineID == c.Lines[i].OrderLineID && r.Quantity > 0 {
				c.Lines[i].Restocked = r.Quantity
				out = append(out, c.Lines[i])
			}
		}
	}
	return out
}

// check gathers the faults of a command by the fields of the request.
func (c Case) check(in *Command) error {
	var f apperr.Fields
	long := func(s string, most int) bool { return utf8.RuneCountInString(s) > most }
	switch in.Action {
	case ActionAnswer, ActionDecide:
		r := &in.Resolution
		r.Words = strings.TrimSpace(r.Words)
		if !slices.Contains([]Kind{KindRefund, KindReplacement, KindRefusal}, r.Kind) {
			f.AddErr("/kind", errKind)
		}
		if r.Kind == KindRefund && (r.Refund < 1 || r.Refund > c.Most()) {
			f.AddErr("/refundVnd", errRefund)
		}
		if r.Kind != KindRefund {
			r.Refund = 0
		}
		if r.Kind == KindRefusal {
			r.GoodsBack = false
		}
		if r.Kind == KindRefusal && r.Words == "" || long(r.Words, 1000) {
			f.AddErr("/words", errWords)
		}
	case ActionDispute:
		if in.Words = strings.TrimSpace(in.Words); in.Words == "" || long(in.Words, 1000) {
			f.AddErr("/words", errWords)
		}
	case ActionAccept:
		if in.RefundTo = strings.TrimSpace(in.RefundTo); long(in.RefundTo, 200) {
			f.AddErr("/refundTo", errAccount)
		}
	case ActionSend:
		if in.Carrier = strings.TrimSpace(in.Carrier); in.Carrier == "" || long(in.Carrier, 80) {
			f.AddErr("/carrier", order.ErrCarrier)
		}
		if in.TrackingCode = strings.TrimSpace(in.TrackingCode); long(in.TrackingCode, 80) {
			f.AddErr("/trackingCode", order.ErrTracking)
		}
	case ActionReceive:
		for i, r := range in.Restocked {
			if !c.holds(r.LineID, r.Quantity) || slices.ContainsFunc(in.Restocked[:i], func(o order.LineQuantity) bool { return o.LineID == r.LineID }) {
				f.AddErr("/restocked", errLines)
			}
		}
	case ActionPay, ActionWithdraw, ActionEscalate, ActionLapse, ActionRepaid:
	}
	return f.Err()
}

func (c Case) holds(lineID ident.ID, quantity int64) bool {
	return slices.ContainsFunc(c.Lines, func(l Line) bool { return l.OrderLineID == lineID && quantity >= 0 && quantity <= l.Quantity })
}
